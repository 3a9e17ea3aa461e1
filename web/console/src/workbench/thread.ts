/** One watched conversation as an agent sees it: what the service told, and the replies on their way. */
import { type ChatState, EMPTY, lastSeq, type News, received, shown } from "@huisheng/shared/conversation";
import type { Message } from "@huisheng/shared/protocol";

/** A reply that is not stored yet; a failed one stays visible until it is sent again or discarded. */
export interface Reply {
  clientId: string;
  text: string;
  createdAt: string;
  status: "sending" | "failed";
  detail: string | null;
}

export interface Thread {
  chat: ChatState;
  replies: Reply[];
}

export const NO_THREAD: Thread = { chat: EMPTY, replies: [] };

/** Show a reply before the service has it; sending a failed one again takes its old place. */
export function replySent(thread: Thread, reply: Reply): Thread {
  const isAgain = thread.replies.some((one) => one.clientId === reply.clientId);
  const replies = isAgain
    ? thread.replies.map((one) => (one.clientId === reply.clientId ? reply : one))
    : [...thread.replies, reply];
  return { ...thread, replies };
}

/** The service stored the reply: it becomes a message, whether or not the socket was faster. */
export function replyStored(
  thread: Thread,
  clientId: string,
  at: { seq: number; created_at: string },
  by: string,
): Thread {
  const reply = thread.replies.find((one) => one.clientId === clientId);
  if (!reply) return thread;
  const message: Message = {
    conversation_id: thread.chat.conversation?.id ?? "",
    seq: at.seq,
    client_id: clientId,
    author: "agent",
    author_name: by,
    kind: "text",
    body: { text: reply.text },
    created_at: at.created_at,
  };
  return heard(thread, { type: "message", message });
}

/** The service refused the reply, or nobody answered. */
export function replyFailed(thread: Thread, clientId: string, detail: string): Thread {
  const replies = thread.replies.map((one) =>
    one.clientId === clientId ? { ...one, status: "failed" as const, detail } : one,
  );
  return { ...thread, replies };
}

/** Take away a reply that shall not be sent again. */
export function replyDropped(thread: Thread, clientId: string): Thread {
  return { ...thread, replies: thread.replies.filter((one) => one.clientId !== clientId) };
}

/** News of the conversation; a message with a reply's own name settles that reply. */
export function heard(thread: Thread, news: News): Thread {
  const chat = received(thread.chat, news);
  const told = "messages" in news ? news.messages : news.type === "message" ? [news.message] : [];
  const stored = new Set(told.map((message) => message.client_id));
  const replies = thread.replies.filter((one) => !stored.has(one.clientId));
  return { chat, replies: replies.length === thread.replies.length ? thread.replies : replies };
}

/** The customer saw everything up to `seq`. */
export function customerRead(thread: Thread, seq: number): Thread {
  const conversation = thread.chat.conversation;
  if (!conversation || conversation.customer_read_seq >= seq) return thread;
  return { ...thread, chat: { ...thread.chat, conversation: { ...conversation, customer_read_seq: seq } } };
}

export { lastSeq, shown };
