/** The three moves of a conversation's state. */

import { describe, expect, it } from "vitest";
import {
  type ChatState,
  EMPTY,
  gapAfter,
  lastSeq,
  type Pending,
  received,
  seenUpTo,
  sent,
  settled,
  shown,
  unreadAfter,
} from "../src/conversation";
import type { Message } from "../src/protocol";
import { conversation, text } from "./builders";

const pending = (id: string, said: string): Pending => ({
  frame: { type: "send", client_id: id, kind: "text", body: { text: said } },
  text: said,
  createdAt: "2026-11-22T02:00:00Z",
  status: "sending",
  detail: null,
});

function opened(...messages: Message[]): ChatState {
  const last_seq = messages.at(-1)?.seq ?? 0;
  return received(EMPTY, {
    type: "welcome",
    conversation: conversation({ last_seq }),
    messages,
    has_earlier: false,
  });
}

const heard = (state: ChatState, ...messages: Message[]) =>
  messages.reduce((known, message) => received(known, { type: "message", message }), state);
const seqs = (messages: Message[]) => messages.map((one) => one.seq);

describe("received", () => {
  it("takes a frame that comes twice once", () => {
    const state = heard(opened(text(1, "您好")), text(2, "在"), text(2, "在"));
    expect(seqs(state.messages)).toEqual([1, 2]);
  });

  it("keeps what came early and joins it when the gap is filled", () => {
    const early = heard(opened(text(1, "一")), text(4, "四"), text(3, "三"));
    expect(seqs(early.messages)).toEqual([1]);
    expect(gapAfter(early)).toBe(1);
    expect(seqs(shown(early))).toEqual([1, 3, 4]);
    const whole = received(early, { type: "messages", messages: [text(2, "二")] });
    expect(seqs(whole.messages)).toEqual([1, 2, 3, 4]);
    expect(gapAfter(whole)).toBeNull();
  });

  it("notices that even the first message of a new conversation is missing", () => {
    const state = heard(opened(), text(2, "二"));
    expect(gapAfter(state)).toBe(0);
    expect(seqs(received(state, { type: "messages", messages: [text(1, "一")] }).messages)).toEqual([1, 2]);
  });

  it("begins at the newest fifty and puts earlier ones before", () => {
    const begun = received(EMPTY, {
      type: "welcome",
      conversation: conversation({ last_seq: 9 }),
      messages: [text(8, "八"), text(9, "九")],
      has_earlier: true,
    });
    expect(gapAfter(begun)).toBeNull();
    const state = received(begun, {
      type: "earlier",
      messages: [text(6, "六"), text(7, "七")],
      has_earlier: true,
    });
    expect(seqs(state.messages)).toEqual([6, 7, 8, 9]);
    expect(state.hasEarlier).toBe(true);
  });

  it("adds what a welcome after a cut brings", () => {
    const state = received(opened(text(1, "一")), {
      type: "welcome",
      conversation: conversation({ last_seq: 3 }),
      messages: [text(2, "二"), text(3, "三")],
      has_earlier: true,
    });
    expect(seqs(state.messages)).toEqual([1, 2, 3]);
    expect(state.hasEarlier).toBe(false);
  });

  it("starts anew with another conversation, but keeps what waits to be sent", () => {
    const state = received(sent(opened(text(1, "旧")), pending("w1", "新问题")), {
      type: "welcome",
      conversation: conversation({ id: "c_2" }),
      messages: [],
      has_earlier: false,
    });
    expect(state.messages).toEqual([]);
    expect(state.pending).toHaveLength(1);
  });

  it("ignores messages of another conversation", () => {
    const state = opened(text(1, "一"));
    expect(heard(state, text(2, "别处", { conversation_id: "c_9" }))).toBe(state);
  });

  it("replaces a bubble on its way by the stored message, also without an ack", () => {
    const state = heard(
      sent(opened(), pending("w1", "在吗")),
      text(1, "在吗", { client_id: "w1", author: "customer" }),
    );
    expect(state.pending).toEqual([]);
    expect(lastSeq(state)).toBe(1);
  });

  it("stops showing that somebody types when the words are there", () => {
    const typing = received(opened(), { type: "typing", author: "bot", name: null, on: true });
    expect(typing.typing).toEqual({ author: "bot", name: null });
    expect(heard(typing, text(1, "答")).typing).toBeNull();
  });

  it("never moves a read mark back", () => {
    const state = received(opened(text(1, "一")), { type: "read", seq: 5 });
    expect(received(state, { type: "read", seq: 2 })).toBe(state);
  });
});

describe("settled", () => {
  it("puts a stored deed into the log under its number", () => {
    const state = settled(sent(opened(text(1, "您好")), pending("w1", "查物流")), "w1", {
      seq: 2,
      created_at: "2026-11-22T10:00:02+08:00",
    });
    expect(state.pending).toEqual([]);
    expect(state.messages.at(-1)).toMatchObject({ seq: 2, author: "customer", body: { text: "查物流" } });
  });

  it("keeps a refused deed visible with the service's sentence", () => {
    const state = settled(sent(opened(), pending("w1", "哦")), "w1", { error: "too_fast", detail: "慢一点" });
    expect(state.pending[0]).toMatchObject({ status: "failed", detail: "慢一点" });
  });

  it("lets a late ack win over a failure", () => {
    const failed = settled(sent(opened(), pending("w1", "哦")), "w1", { error: "no_answer", detail: null });
    const state = settled(failed, "w1", { seq: 1, created_at: "2026-11-22T10:00:02+08:00" });
    expect(state.pending).toEqual([]);
    expect(lastSeq(state)).toBe(1);
  });

  it("changes nothing for an unknown name", () => {
    const state = opened();
    expect(settled(state, "w9", { seq: 1, created_at: "" })).toBe(state);
  });
});

it("shows a deed once, however often it is tried", () => {
  const failed = settled(sent(opened(), pending("w1", "哦")), "w1", { error: "no_answer", detail: null });
  const again = sent(failed, pending("w1", "哦"));
  expect(again.pending).toHaveLength(1);
  expect(again.pending[0]?.status).toBe("sending");
});

it("counts as seen what a person read or the assistant answered", () => {
  const asked = opened(text(1, "在吗", { author: "customer" }));
  expect(seenUpTo(asked)).toBe(0);
  expect(seenUpTo(received(asked, { type: "read", seq: 1 }))).toBe(1);
  expect(seenUpTo(heard(asked, text(2, "在")))).toBe(1);
});

it("counts only other people's messages as unread", () => {
  const state = opened(text(1, "一"), text(2, "我", { author: "customer" }), text(3, "三"));
  expect(unreadAfter(state, 1)).toBe(1);
});
