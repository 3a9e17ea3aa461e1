/** The words that every page shares; each page has its own catalogue beside. */

import type { Language } from "./language";
import { en } from "./words/en";
import { zhCN } from "./words/zh-CN";

export type Words = Record<Exclude<keyof typeof zhCN, "months">, string> & { months: readonly string[] };

const CATALOGUES: Record<Language, Words> = { "zh-CN": zhCN, en };

/** The shared words of one language. */
export function wordsIn(language: Language): Words {
  return CATALOGUES[language];
}
