/** Canned replies at the caret: find what was meant by “/word”, put its text there, name what is still empty. */
import type { CannedReply } from "../api/types";

export interface Slash {
  /** Where the slash stands. */
  start: number;
  word: string;
}

/** The “/word” that ends at the caret, at the start of the text or after a space; null when there is none. */
export function slashAt(text: string, caret: number): Slash | null {
  const found = /(?:^|\s)\/([^\s/]{0,20})$/u.exec(text.slice(0, caret));
  if (!found) return null;
  const word = found[1] ?? "";
  return { start: caret - word.length - 1, word };
}

/** Replies for a word: shortcut first, then title, then text; all of them for an empty word. */
export function matching(replies: CannedReply[], word: string): CannedReply[] {
  const wanted = word.toLowerCase();
  const rank = (reply: CannedReply) => {
    const shortcut = reply.shortcut.toLowerCase();
    if (shortcut.startsWith(wanted)) return 0;
    if (shortcut.includes(wanted) || reply.title.toLowerCase().includes(wanted)) return 1;
    return reply.text.toLowerCase().includes(wanted) ? 2 : 3;
  };
  return replies
    .map((reply) => ({ reply, rank: rank(reply) }))
    .filter((one) => one.rank < 3)
    .sort((one, other) => one.rank - other.rank)
    .map((one) => one.reply);
}

/** The text with the slash word replaced, and where the caret goes: to the first empty variable, else behind. */
export function insertCanned(
  text: string,
  slash: Slash,
  caret: number,
  words: string,
): { text: string; caret: number } {
  const next = text.slice(0, slash.start) + words + text.slice(caret);
  const hole = VARIABLE.exec(words);
  return { text: next, caret: slash.start + (hole ? hole.index : words.length) };
}

/** Variables that nobody filled, each once, in order: they must not reach a customer. */
export function openVariables(text: string): string[] {
  return [...new Set(text.match(new RegExp(VARIABLE, "gu")) ?? [])];
}

const VARIABLE = /\{[\p{L}_]{1,12}\}/u;
