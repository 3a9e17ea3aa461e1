/** Agents: login, presence, colleagues, groups. */
import { call } from "./http";
import type { Session } from "./session";
import type { Agent, Named, Role } from "./types";

export const AGENTS = ["agents"] as const;
export const GROUPS = ["groups"] as const;

export interface AgentDraft {
  login: string;
  name: string;
  password: string;
  role: Role;
  group_ids: number[];
  capacity: number;
  refund_limit_fen: number;
}

export const logIn = (login: string, password: string) =>
  call<Session>("POST", "/agents/sessions", { login, password });

export const setPresence = (isOnline: boolean) => call<Agent>("PUT", "/me/presence", { is_online: isOnline });

export const getAgents = () => call<{ items: Agent[] }>("GET", "/agents");

export const getGroups = () => call<{ items: Named[] }>("GET", "/groups");

export const addAgent = (draft: AgentDraft) => call<Agent>("POST", "/agents", draft);

export const changeAgent = (
  id: number,
  change: Partial<Omit<AgentDraft, "login">> & { is_active?: boolean },
) => call<Agent>("PATCH", `/agents/${id}`, change);
