/** What is owed, as plain data: how long is left, what presses, what waits for this agent's word. */
import type { Commitment, Owed } from "../api/types";

export type OwedState = "running" | "warning" | "breached";

const RUNNING = new Set<Owed["state"]>(["open", "warned", "breached"]);

/** Seconds until due, negative when over; the sweep may be a moment behind the clock on the wall. */
export function leftOf(owed: Owed, now: number): { left: number; state: OwedState } {
  const left = Math.floor((Date.parse(owed.due_at) - now) / 1000);
  if (left < 0) return { left, state: "breached" };
  return { left, state: owed.state === "warned" ? "warning" : "running" };
}

export function isRunning(owed: Owed): boolean {
  return RUNNING.has(owed.state);
}

/** Running ones first, the soonest on top; then what is settled, the latest on top. */
export function inOrder(all: Commitment[]): Commitment[] {
  return [...all].sort((one, other) => {
    if (isRunning(one) !== isRunning(other)) return isRunning(one) ? -1 : 1;
    const byDue = Date.parse(one.due_at) - Date.parse(other.due_at);
    return isRunning(one) ? byDue : -byDue;
  });
}

/** What was found in this agent's own replies and waits for a word. */
export function proposedTo(all: Commitment[], agent: number): Commitment[] {
  return all.filter((one) => one.state === "proposed" && one.owner?.id === agent);
}
