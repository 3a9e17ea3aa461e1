/** Conversations as an agent uses them: read, reply, take over, hand back. */
import type { Conversation, Message } from "@huisheng/shared/protocol";
import { call, query } from "./http";

export const getConversation = (id: string) => call<Conversation>("GET", `/conversations/${id}`);

export const getMessages = (id: string, at: { after?: number; before?: number }) =>
  call<{ items: Message[]; has_earlier: boolean }>(
    "GET",
    `/conversations/${id}/messages${query({ ...at, limit: 50 })}`,
  );

export const sendReply = (id: string, clientId: string, text: string) =>
  call<{ client_id: string; seq: number; created_at: string }>("POST", `/conversations/${id}/messages`, {
    client_id: clientId,
    kind: "text",
    body: { text },
  });

export const takeOver = (id: string) => call<Conversation>("POST", `/conversations/${id}/takeovers`, {});

export const handBack = (id: string) => call<Conversation>("POST", `/conversations/${id}/handbacks`, {});
