/** The state of one conversation and its three moves, old state in, new state out: `sent`, `settled`, `received`. */

import type { DeedFrame, TypingFrame } from "./frames";
import type { Conversation, Message } from "./protocol";

/** Something done here that the service has not stored yet. `failed` stays visible until it is stored or discarded. */
export interface Pending {
  frame: DeedFrame;
  /** What its bubble shows. */
  text: string;
  /** A local preview of a picture. */
  picture?: string;
  createdAt: string;
  status: "sending" | "failed";
  /** Why it failed: the service's sentence, or null when nobody answered. */
  detail: string | null;
}

export interface ChatState {
  conversation: Conversation | null;
  /** The first sequence of `messages`; what is older comes by “earlier”. */
  from: number;
  /** Gapless, by sequence. */
  messages: Message[];
  /** Arrived before a predecessor. */
  early: Message[];
  pending: Pending[];
  hasEarlier: boolean;
  typing: { author: "bot" | "agent"; name: string | null } | null;
}

export type Settlement =
  | { seq: number; created_at: string }
  /** `detail` null: nobody answered; the deed may still be stored later. */
  | { error: string; detail: string | null };

export type News =
  | { type: "welcome"; conversation: Conversation; messages: Message[]; has_earlier: boolean }
  | { type: "message"; message: Message }
  | { type: "messages"; messages: Message[] }
  | { type: "earlier"; messages: Message[]; has_earlier: boolean }
  | { type: "conversation"; conversation: Conversation }
  | { type: "read"; seq: number }
  | TypingFrame;

export const EMPTY: ChatState = {
  conversation: null,
  from: 1,
  messages: [],
  early: [],
  pending: [],
  hasEarlier: false,
  typing: null,
};

/** The newest sequence known without a gap; 0 when nothing is known. */
export function lastSeq(state: ChatState): number {
  return state.messages.at(-1)?.seq ?? state.from - 1;
}

/** Everything known, in order, also beyond a gap. */
export function shown(state: ChatState): Message[] {
  return [...state.messages, ...state.early];
}

/** The sequence after which messages are missing, or null. */
export function gapAfter(state: ChatState): number | null {
  return state.early.length ? lastSeq(state) : null;
}

/** Show a deed before the service has it. Doing a failed one again only marks it as on its way. */
export function sent(state: ChatState, pending: Pending): ChatState {
  const id = pending.frame.client_id;
  const again = state.pending.some((one) => one.frame.client_id === id);
  const all = again
    ? state.pending.map((one) => (one.frame.client_id === id ? pending : one))
    : [...state.pending, pending];
  return { ...state, pending: all };
}

/** The service stored a deed, refused it, or did not answer in time. */
export function settled(state: ChatState, clientId: string, outcome: Settlement): ChatState {
  const pending = state.pending.find((one) => one.frame.client_id === clientId);
  if (!pending) return state;
  if ("error" in outcome) {
    const failed: Pending = { ...pending, status: "failed", detail: outcome.detail };
    return { ...state, pending: state.pending.map((one) => (one === pending ? failed : one)) };
  }
  return merged(state, [stored(state, pending, outcome)]);
}

/** Take a deed away that shall not be tried again. */
export function discarded(state: ChatState, clientId: string): ChatState {
  return { ...state, pending: state.pending.filter((one) => one.frame.client_id !== clientId) };
}

/** News from the service. Whatever is known already changes nothing. */
export function received(state: ChatState, news: News): ChatState {
  switch (news.type) {
    case "welcome": {
      const isOther = state.conversation !== null && state.conversation.id !== news.conversation.id;
      const known = isOther ? { ...EMPTY, pending: state.pending } : state;
      const next = { ...known, conversation: news.conversation, typing: null };
      if (known.messages.length) return merged(next, news.messages);
      const from = Math.min(news.conversation.last_seq + 1, ...news.messages.map((one) => one.seq));
      return merged({ ...next, from, hasEarlier: news.has_earlier }, news.messages);
    }
    case "message":
      return news.message.conversation_id === state.conversation?.id ? merged(state, [news.message]) : state;
    case "messages":
      return merged(state, news.messages);
    case "earlier": {
      const from = Math.min(state.from, ...news.messages.map((one) => one.seq));
      return merged({ ...state, from, hasEarlier: news.has_earlier }, news.messages);
    }
    case "conversation": {
      const known = state.conversation;
      if (known && known.id !== news.conversation.id) return state;
      return { ...state, conversation: news.conversation };
    }
    case "read": {
      const known = state.conversation;
      if (!known || known.agent_read_seq >= news.seq) return state;
      return { ...state, conversation: { ...known, agent_read_seq: news.seq } };
    }
    case "typing": {
      const isTheirs = news.author === "bot" || news.author === "agent";
      if (!isTheirs) return state;
      return {
        ...state,
        typing: news.on ? { author: news.author as "bot" | "agent", name: news.name } : null,
      };
    }
  }
}

/** How many messages of others came after `seq`. */
export function unreadAfter(state: ChatState, seq: number): number {
  return shown(state).filter((one) => one.seq > seq && one.author !== "customer").length;
}

/** The newest sequence that a person saw or the assistant answered. */
export function seenUpTo(state: ChatState): number {
  const answer = shown(state).findLast((one) => one.author === "bot" || one.author === "agent");
  return Math.max(state.conversation?.agent_read_seq ?? 0, answer ? answer.seq - 1 : 0);
}

function stored(state: ChatState, pending: Pending, at: { seq: number; created_at: string }): Message {
  const frame = pending.frame;
  const common = {
    conversation_id: state.conversation?.id ?? "",
    seq: at.seq,
    client_id: frame.client_id,
    author: "customer" as const,
    author_name: null,
    created_at: at.created_at,
  };
  if (frame.type === "send" && frame.kind === "image") {
    const body = { upload_id: frame.body.upload_id, url: pending.picture ?? "", width: 0, height: 0 };
    return { ...common, kind: "image", body };
  }
  const choiceOf = frame.type === "choose" ? { choice_of: frame.seq } : {};
  return { ...common, kind: "text", body: { text: pending.text, ...choiceOf } };
}

function merged(state: ChatState, news: Message[]): ChatState {
  const bySeq = new Map<number, Message>();
  for (const one of [...shown(state), ...news]) bySeq.set(one.seq, one);
  const all = [...bySeq.values()].sort((one, other) => one.seq - other.seq);
  const messages: Message[] = [];
  const early: Message[] = [];
  for (const one of all) {
    const expected = state.from + messages.length;
    if (one.seq >= state.from) (one.seq === expected ? messages : early).push(one);
  }
  const storedIds = new Set(news.map((one) => one.client_id));
  const fromThem = news.some((one) => one.author === "bot" || one.author === "agent");
  return {
    ...state,
    messages,
    early,
    pending: state.pending.filter((one) => !storedIds.has(one.frame.client_id)),
    typing: fromThem ? null : state.typing,
  };
}
