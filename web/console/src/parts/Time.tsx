/** A moment in words, exact on hover. */
import { dueTime, exactDue, exactTime, relativeTime } from "@huisheng/shared/time";
import { useSlowNow } from "../live/clock";
import { useLanguage } from "../strings";

export function Time({ at, due = false }: { at: string; due?: boolean }) {
  const now = useSlowNow();
  const language = useLanguage();
  return (
    <time dateTime={at} title={due ? exactDue(at) : exactTime(at)}>
      {due ? dueTime(at, now, language) : relativeTime(at, Math.max(now, Date.parse(at)), language)}
    </time>
  );
}

/** A function from a moment to words, for sentences. */
export function useTimeWords(): { past: (at: string) => string; due: (at: string) => string } {
  const now = useSlowNow();
  const language = useLanguage();
  return { past: (at) => relativeTime(at, now, language), due: (at) => dueTime(at, now, language) };
}
