/** The catalogue in use; the choice is kept on this browser. */

import type { Language } from "@huisheng/shared/language";
import { useSyncExternalStore } from "react";
import type { Catalogue } from "./catalogue";
import { en } from "./en";
import { zh } from "./zh";

export type { Catalogue, Language };

const KEY = "huisheng.console.language";
const CATALOGUES: Record<Language, Catalogue> = { "zh-CN": zh, en };
const listeners = new Set<() => void>();
let language: Language = localStorage.getItem(KEY) === "en" ? "en" : "zh-CN";

export function getLanguage(): Language {
  return language;
}

export function setLanguage(next: Language): void {
  language = next;
  localStorage.setItem(KEY, next);
  document.documentElement.lang = next;
  for (const listener of listeners) listener();
}

/** The words outside of components. */
export function words(): Catalogue {
  return CATALOGUES[language];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, getLanguage);
}

/** The words inside of components; they change with the language. */
export function useWords(): Catalogue {
  return CATALOGUES[useLanguage()];
}
