/** How the log is laid out, and which buttons still work. */

import { type ChatState, EMPTY, received } from "@huisheng/shared/conversation";
import type { Message, MessageOf } from "@huisheng/shared/protocol";
import { describe, expect, it } from "vitest";
import { conversation, text } from "../../shared/tests/builders";
import { chosenOn, opennessOf, rowsOf } from "../src/groups";

const at = (minute: number) => `2026-11-22T10:${String(minute).padStart(2, "0")}:00+08:00`;
const notice = (seq: number, code: MessageOf<"notice">["body"]["code"]): Message => ({
  ...text(seq, ""),
  author: "system",
  kind: "notice",
  body: { code, text: code },
});
const opened = (...messages: Message[]): ChatState =>
  received(EMPTY, {
    type: "welcome",
    conversation: conversation({ last_seq: messages.length }),
    messages,
    has_earlier: false,
  });

describe("rows", () => {
  it("shows an author once a group, and the time again after a pause", () => {
    const rows = rowsOf(
      [
        text(1, "一", { created_at: at(0) }),
        text(2, "二", { created_at: at(1) }),
        text(3, "三", { created_at: at(20) }),
        text(4, "我", { created_at: at(20), author: "customer" }),
      ],
      null,
    );
    expect(rows.map((row) => (row.type === "group" ? row.messages.length : row.type))).toEqual([2, 1, 1]);
  });

  it("divides at a takeover, and shows what else the service says as a card", () => {
    const rows = rowsOf(
      [notice(1, "queued"), notice(2, "agent_joined"), text(3, "您好", { author: "agent" })],
      null,
    );
    expect(rows.map((row) => row.type)).toEqual(["group", "divider", "group"]);
  });

  it("marks where the new messages begin, but not above everything", () => {
    const messages = [text(1, "一"), text(2, "我", { author: "customer" }), text(3, "新")];
    expect(rowsOf(messages, 1).map((row) => row.type)).toEqual(["group", "group", "new", "group"]);
    expect(rowsOf(messages, 0).map((row) => row.type)).toEqual(["group", "group", "group"]);
  });
});

describe("choices", () => {
  const question = text(1, "选一个", { body: { text: "选一个", choices: [{ id: "a", title: "甲" }] } });

  it("are open until the shopper says something after them", () => {
    expect(opennessOf(opened(question), question)).toBe("open");
    const later = opened(question, text(2, "别的", { author: "customer" }));
    expect(opennessOf(later, question)).toBe("cards");
  });

  it("show which one was tapped", () => {
    const state = opened(question, text(2, "甲", { author: "customer", body: { text: "甲", choice_of: 1 } }));
    expect(chosenOn(state, 1)).toBe("甲");
  });

  it("of a notice wait for their own answer", () => {
    const asked = notice(1, "handback_asked");
    const chatting = opened(asked, text(2, "等一下", { author: "customer" }));
    expect(opennessOf(chatting, asked)).toBe("open");
    const answered = opened(
      asked,
      text(2, "可以", { author: "customer", body: { text: "可以", choice_of: 1 } }),
    );
    expect(opennessOf(answered, asked)).toBe("shut");
  });

  it("are all shut when the conversation is over", () => {
    const state = opened(question);
    const over = received(state, { type: "conversation", conversation: conversation({ owner: "closed" }) });
    expect(opennessOf(over, question)).toBe("shut");
  });
});
