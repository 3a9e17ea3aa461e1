/** Messages, events, notes and what is on its way as one line of time. */
import type { Message } from "@huisheng/shared/protocol";
import type { TicketEvent } from "../api/types";
import type { Reply } from "./thread";

export type Item =
  | { type: "day"; key: string; at: string }
  | { type: "message"; key: string; at: string; message: Message; isFirst: boolean }
  | { type: "note"; key: string; at: string; event: TicketEvent }
  | { type: "event"; key: string; at: string; event: TicketEvent }
  | { type: "pending"; key: string; at: string; reply: Reply };

/** Events that a message or a note already shows. */
const SILENT = new Set(["replied"]);
/** A new head stands over a group after so long a silence. */
const GROUP_GAP = 5 * 60_000;

/** One ordered line. Messages keep their sequence whatever clocks say; events stand where their time puts them. */
export function timeline(messages: Message[], events: TicketEvent[], pending: Reply[]): Item[] {
  const shownEvents = events
    .filter((event) => !SILENT.has(event.kind))
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at) || one.id - other.id);
  const items: Item[] = [];
  let day = "";
  let previous: Message | null = null;
  const push = (item: Exclude<Item, { type: "day" }>) => {
    const itemDay = new Date(item.at).toDateString();
    if (itemDay !== day) {
      items.push({ type: "day", key: `day-${itemDay}`, at: item.at });
      previous = null;
    }
    day = itemDay;
    items.push(item);
  };
  const pushEvent = (event: TicketEvent) => {
    push({ type: event.kind === "note" ? "note" : "event", key: `event-${event.id}`, at: event.at, event });
    previous = null;
  };
  let next = 0;
  for (const message of messages) {
    const at = Date.parse(message.created_at);
    for (; next < shownEvents.length; next++) {
      const event = shownEvents[next];
      if (!event || Date.parse(event.at) > at) break;
      pushEvent(event);
    }
    const isNewDay = new Date(message.created_at).toDateString() !== day;
    const isFirst = isNewDay || !isSameGroup(previous, message);
    push({ type: "message", key: `message-${message.seq}`, at: message.created_at, message, isFirst });
    previous = message;
  }
  for (const event of shownEvents.slice(next)) pushEvent(event);
  for (const reply of pending) push({ type: "pending", key: reply.clientId, at: reply.createdAt, reply });
  return items;
}

function isSameGroup(previous: Message | null, message: Message): boolean {
  return (
    previous !== null &&
    previous.author === message.author &&
    previous.author_name === message.author_name &&
    previous.kind !== "notice" &&
    Date.parse(message.created_at) - Date.parse(previous.created_at) < GROUP_GAP
  );
}
