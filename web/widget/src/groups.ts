/** How messages are laid out: groups of one author, dividers of the service, the line where the new ones begin. */

import { type ChatState, shown } from "@huisheng/shared/conversation";
import type { Author, Message, MessageOf, NoticeCode } from "@huisheng/shared/protocol";

/** A longer pause starts a new group, which shows its time again. */
const PAUSE = 5 * 60_000;
/** Notices that only mark a turn of the conversation. The others say something and are cards. */
const DIVIDERS = new Set<NoticeCode>(["agent_joined", "agent_left", "back_to_bot", "closed"]);

export interface Group {
  type: "group";
  author: Author;
  name: string | null;
  messages: Message[];
}

export type Row = Group | { type: "divider"; message: MessageOf<"notice"> } | { type: "new"; seq: number };

/** Rows from top to bottom. `newAfter`: what was seen when the panel opened; null when nothing is new. */
export function rowsOf(messages: Message[], newAfter: number | null): Row[] {
  const rows: Row[] = [];
  let isMarked = newAfter === null;
  for (const message of messages) {
    if (!isMarked && newAfter !== null && message.seq > newAfter && message.author !== "customer") {
      isMarked = true;
      if (rows.length) rows.push({ type: "new", seq: message.seq });
    }
    if (message.kind === "notice" && DIVIDERS.has(message.body.code)) {
      rows.push({ type: "divider", message });
      continue;
    }
    const last = rows.at(-1);
    if (last?.type === "group" && belongs(last, message)) last.messages.push(message);
    else rows.push({ type: "group", author: message.author, name: message.author_name, messages: [message] });
  }
  return rows;
}

function belongs(group: Group, message: Message): boolean {
  const before = group.messages.at(-1);
  const pause = before ? Date.parse(message.created_at) - Date.parse(before.created_at) : 0;
  return group.author === message.author && group.name === message.author_name && pause < PAUSE;
}

/** Which choices of a message can still be tapped. */
export type Openness = "open" | "cards" | "shut";

/**
 * Buttons of a question close when the shopper said something after it; a service notice waits for its own answer;
 * cards stay useful, as long as the conversation lives.
 */
export function opennessOf(state: ChatState, message: Message): Openness {
  if (state.conversation?.owner === "closed") return "shut";
  const answers = shown(state).filter((one) => one.author === "customer" && one.seq > message.seq);
  const isUnderWay = state.pending.some(
    (one) => one.frame.type === "choose" && one.frame.seq === message.seq,
  );
  const isAnswered = answers.some((one) => one.kind === "text" && one.body.choice_of === message.seq);
  if (message.kind === "notice") return isAnswered || isUnderWay ? "shut" : "open";
  const isPassed = answers.length > 0 || state.pending.some((one) => one.status === "sending");
  return isPassed ? "cards" : "open";
}

/** The title that was tapped on a message, or null. */
export function chosenOn(state: ChatState, seq: number): string | null {
  const answer = shown(state).find(
    (one) => one.author === "customer" && one.kind === "text" && one.body.choice_of === seq,
  );
  return answer?.kind === "text" ? answer.body.text : null;
}
