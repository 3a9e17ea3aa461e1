/** Who is signed in on this browser: token, expiry, agent; every tab follows. */
import { useSyncExternalStore } from "react";
import type { Agent } from "./types";

export interface Session {
  token: string;
  expires_at: string;
  agent: Agent;
}

const KEY = "huisheng.console.session";
const listeners = new Set<() => void>();
let session = read();
let left: "expired" | null = null;

function read(): Session | null {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "null") as Session | null;
    return kept && Date.parse(kept.expires_at) > Date.now() ? kept : null;
  } catch {
    return null;
  }
}

function tell(): void {
  for (const listener of listeners) listener();
}

export function getToken(): string | null {
  return session?.token ?? null;
}

export function getSession(): Session | null {
  return session;
}

/** Why the last session ended, if not by the agent's own wish. */
export function whyLeft(): "expired" | null {
  return left;
}

export function keepSession(next: Session): void {
  session = next;
  left = null;
  localStorage.setItem(KEY, JSON.stringify(next));
  tell();
}

export function keepAgent(agent: Agent): void {
  if (session) keepSession({ ...session, agent });
}

export function forgetSession(why: "expired" | null = null): void {
  session = null;
  left = why;
  localStorage.removeItem(KEY);
  tell();
}

function subscribe(listener: () => void): () => void {
  const follow = (event: StorageEvent) => {
    if (event.key !== KEY) return;
    session = read();
    tell();
  };
  listeners.add(listener);
  window.addEventListener("storage", follow);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", follow);
  };
}

/** The session, or null when nobody is signed in. */
export function useSession(): Session | null {
  return useSyncExternalStore(subscribe, getSession);
}

/** The agent at work; only below the login guard. */
export function useMe(): Agent {
  const now = useSession();
  if (!now) throw new Error("nobody is signed in");
  return now.agent;
}
