/** What every part of the panel needs: the visit, the words, the clock of what is shown. */

import type { Language } from "@huisheng/shared/language";
import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { Visit } from "./visit";
import { en } from "./words/en";
import { type WidgetWords, zhCN } from "./words/zh-CN";

export interface Scene {
  visit: Visit;
  words: WidgetWords;
  language: Language;
  /** Milliseconds; moves on twice a minute. */
  now: number;
}

export const SceneContext = createContext<Scene | null>(null);

/** The scene; only inside of SceneContext. */
export function useScene(): Scene {
  const scene = useContext(SceneContext);
  if (!scene) throw new Error("outside of the scene");
  return scene;
}

/** Draw again whenever the visit changes. */
export function useVisit(visit: Visit | null): void {
  const [, draw] = useState(0);
  useEffect(() => visit?.watch(() => draw((times) => times + 1)), [visit]);
}

/** The time, moving on twice a minute. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** The catalogue of a language. */
export function wordsFor(language: Language): WidgetWords {
  return language === "en" ? en : zhCN;
}
