/** Frames of both sockets (docs/protocol.md): one JSON object each, told apart by `type`. */

import type { Author, Conversation, Message } from "./protocol";

/** What a shopper does in a conversation; each carries an own name, so that doing it twice does it once. */
export type SendFrame =
  | { type: "send"; client_id: string; kind: "text"; body: { text: string } }
  | { type: "send"; client_id: string; kind: "image"; body: { upload_id: string; text?: string } };
export type ChooseFrame = { type: "choose"; client_id: string; seq: number; choice: string };
export type HandoffFrame = { type: "handoff"; client_id: string };
export type DeedFrame = SendFrame | ChooseFrame | HandoffFrame;

export type ShopperFrame =
  | { type: "hello"; token: string; last_seq: number; conversation_id: string | null }
  | DeedFrame
  | { type: "typing"; on: boolean }
  | { type: "read"; seq: number }
  | { type: "ping" };

export interface RefusedFrame {
  type: "refused";
  client_id?: string | null;
  error: string;
  /** A Chinese sentence to show. */
  detail: string;
}

export interface WelcomeFrame {
  type: "welcome";
  conversation: Conversation;
  messages: Message[];
  has_earlier: boolean;
  server_time: string;
}

export interface AckFrame {
  type: "ack";
  client_id: string;
  seq: number;
  created_at: string;
}

export interface TypingFrame {
  type: "typing";
  author: Author;
  name: string | null;
  on: boolean;
}

export type ToShopperFrame =
  | WelcomeFrame
  | AckFrame
  | RefusedFrame
  | { type: "message"; message: Message }
  | { type: "conversation"; conversation: Conversation }
  | TypingFrame
  | { type: "read"; by: "agent"; seq: number }
  | { type: "pong" };

export interface Counts {
  mine: number;
  unassigned: number;
  overdue_soon: number;
  all: number;
}

export type TicketChange =
  | "opened"
  | "moved"
  | "assigned"
  | "classified"
  | "note"
  | "replied"
  | "sla"
  | "case"
  | "promise"
  | "rated";

export type AgentFrame =
  | { type: "hello"; token: string }
  | { type: "watch"; conversation_id: string; last_seq: number }
  | { type: "unwatch" }
  | { type: "typing"; conversation_id: string; on: boolean }
  | { type: "read"; conversation_id: string; seq: number }
  | { type: "ping" };

export type ToAgentFrame<Agent = unknown> =
  | { type: "welcome"; agent: Agent; counts: Counts; server_time: string }
  | { type: "message"; message: Message }
  | { type: "conversation"; conversation: Conversation }
  | { type: "viewers"; conversation_id: string; names: string[] }
  | (TypingFrame & { conversation_id: string })
  | { type: "read"; conversation_id: string; by: string; seq: number }
  | {
      type: "ticket";
      number: string;
      change: TicketChange;
      to_value: string | null;
      assignee_id: number | null;
    }
  | { type: "counts"; counts: Counts }
  | RefusedFrame
  | { type: "pong" };
