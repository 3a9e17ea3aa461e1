/** Conversations and messages for tests. */

import type { Conversation, Message, MessageOf } from "../src/protocol";

export function conversation(with_: Partial<Conversation> = {}): Conversation {
  return {
    id: "c_1",
    owner: "bot",
    agent: null,
    queue: null,
    people_online: true,
    last_seq: 0,
    customer_read_seq: 0,
    agent_read_seq: 0,
    form: null,
    quick_replies: [],
    ticket: null,
    rated: false,
    ...with_,
  };
}

export function text(seq: number, said: string, with_: Partial<MessageOf<"text">> = {}): Message {
  return {
    conversation_id: "c_1",
    seq,
    client_id: `s_${seq}`,
    author: "bot",
    author_name: null,
    kind: "text",
    body: { text: said },
    created_at: `2026-11-22T10:00:${String(seq % 60).padStart(2, "0")}+08:00`,
    ...with_,
  };
}
