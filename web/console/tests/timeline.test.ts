/** One line of time from messages, events, notes and replies on their way. */
import type { Message } from "@huisheng/shared/protocol";
import { describe, expect, it } from "vitest";
import type { TicketEvent } from "../src/api/types";
import { timeline } from "../src/workbench/timeline";

const at = (minute: number) => new Date(2026, 10, 22, 10, minute).toISOString();
const message = (seq: number, minute: number, author: Message["author"] = "customer") =>
  ({
    conversation_id: "c",
    seq,
    client_id: `m${seq}`,
    author,
    author_name: null,
    kind: "text",
    body: { text: "…" },
    created_at: at(minute),
  }) as Message;
const event = (id: number, minute: number, kind = "moved") =>
  ({
    id,
    at: at(minute),
    actor: "agent",
    actor_name: "小林",
    kind,
    from_value: null,
    to_value: null,
    reason: "",
    data: null,
  }) as TicketEvent;
const kinds = (items: { key: string }[]) =>
  items.map((item) => item.key).filter((key) => !key.startsWith("day"));

describe("the line of time", () => {
  it("puts events between the messages where their time is", () => {
    const items = timeline([message(1, 0), message(2, 10)], [event(1, 5), event(2, 20)], []);
    expect(kinds(items)).toEqual(["message-1", "event-1", "message-2", "event-2"]);
  });

  it("keeps messages in their sequence even when a clock was wrong", () => {
    expect(kinds(timeline([message(1, 9), message(2, 8)], [], []))).toEqual(["message-1", "message-2"]);
  });

  it("shows a note as a note, and says nothing where a message says it already", () => {
    const items = timeline([], [event(1, 1, "note"), event(2, 2, "replied")], []);
    expect(items.map((item) => item.type)).toEqual(["day", "note"]);
  });

  it("names the author once a group, again after an event or a long silence", () => {
    const items = timeline([message(1, 0), message(2, 1), message(3, 3), message(4, 30)], [event(1, 2)], []);
    const heads = items.flatMap((item) => (item.type === "message" ? [item.isFirst] : []));
    expect(heads).toEqual([true, false, true, true]);
  });

  it("begins each day with its date", () => {
    const yesterday = { ...message(1, 0), created_at: new Date(2026, 10, 21, 23).toISOString() };
    const items = timeline([yesterday, message(2, 0)], [], []);
    expect(items.map((item) => item.type)).toEqual(["day", "message", "day", "message"]);
  });

  it("ends with what is on its way", () => {
    const reply = { clientId: "w-1", text: "好", createdAt: at(2), status: "sending" as const, detail: null };
    expect(kinds(timeline([message(1, 0)], [event(1, 1)], [reply]))).toEqual(["message-1", "event-1", "w-1"]);
  });
});
