/** Replies on their way: shown at once, stored once, never lost. */
import type { Conversation, Message } from "@huisheng/shared/protocol";
import { describe, expect, it } from "vitest";
import {
  customerRead,
  heard,
  NO_THREAD,
  replyDropped,
  replyFailed,
  replySent,
  replyStored,
  shown,
} from "../src/workbench/thread";

const AT = "2026-11-22T10:00:00+08:00";
const conversation = {
  id: "c",
  owner: "agent",
  last_seq: 1,
  customer_read_seq: 0,
  agent_read_seq: 0,
} as Conversation;
const message = (seq: number, clientId: string) =>
  ({
    conversation_id: "c",
    seq,
    client_id: clientId,
    author: "agent",
    author_name: "小林",
    kind: "text",
    body: { text: "好" },
    created_at: AT,
  }) as Message;
const open = heard(NO_THREAD, {
  type: "welcome",
  conversation,
  messages: [message(1, "m1")],
  has_earlier: false,
});
const reply = { clientId: "w-1", text: "好", createdAt: AT, status: "sending" as const, detail: null };

describe("a reply", () => {
  it("is a message once the service stored it", () => {
    const thread = replyStored(replySent(open, reply), "w-1", { seq: 2, created_at: AT }, "小林");
    expect(thread.replies).toEqual([]);
    expect(shown(thread.chat).map((one) => [one.seq, one.author_name])).toEqual([
      [1, "小林"],
      [2, "小林"],
    ]);
  });

  it("is one message when the socket was faster than the answer", () => {
    const fast = heard(replySent(open, reply), { type: "message", message: message(2, "w-1") });
    expect(fast.replies).toEqual([]);
    const thread = replyStored(fast, "w-1", { seq: 2, created_at: AT }, "小林");
    expect(shown(thread.chat)).toHaveLength(2);
  });

  it("stays visible with the reason when it failed, and in its place when it is sent again", () => {
    const other = { ...reply, clientId: "w-2" };
    const failed = replyFailed(replySent(replySent(open, reply), other), "w-1", "会话已结束");
    expect(failed.replies.map((one) => [one.clientId, one.status, one.detail])).toEqual([
      ["w-1", "failed", "会话已结束"],
      ["w-2", "sending", null],
    ]);
    expect(replySent(failed, reply).replies.map((one) => one.status)).toEqual(["sending", "sending"]);
    expect(replyDropped(failed, "w-1").replies.map((one) => one.clientId)).toEqual(["w-2"]);
  });
});

describe("what the customer saw", () => {
  it("only ever grows", () => {
    const read = customerRead(open, 5);
    expect(read.chat.conversation?.customer_read_seq).toBe(5);
    expect(customerRead(read, 3)).toBe(read);
  });
});
