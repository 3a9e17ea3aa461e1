/** Moments and lengths of time as people read them; the present is an argument. */

import { fill, type Language } from "./language";
import { wordsIn } from "./words";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Shops, agents and due times live on one clock, wherever the reader is. */
const ZONE = "Asia/Shanghai";

interface Parts {
  year: string;
  month: string;
  day: string;
  hour: string;
  minute: string;
}

const PARTS = new Intl.DateTimeFormat("en-GB", {
  timeZone: ZONE,
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

/** 刚刚, 5 分钟前, 14:03, 昨天 14:03, 11月3日, 2025年11月3日. `at` is ISO 8601 or milliseconds. */
export function relativeTime(at: string | number, now: number, language: Language = "zh-CN"): string {
  const words = wordsIn(language);
  const then = new Date(at).getTime();
  const passed = now - then;
  if (passed < MINUTE && passed > -MINUTE) return words.justNow;
  if (passed > 0 && passed < HOUR) return fill(words.minutesAgo, { count: Math.floor(passed / MINUTE) });
  const days = dayNumber(now) - dayNumber(then);
  if (days === 0) return clock(then);
  if (days === 1) return fill(words.yesterdayAt, { time: clock(then) });
  if (days === -1) return fill(words.tomorrowAt, { time: clock(then) });
  return day(then, now, language);
}

/** 11月3日; with the year when it is another one. */
export function day(at: string | number, now: number, language: Language = "zh-CN"): string {
  const words = wordsIn(language);
  const date = partsOf(new Date(at).getTime());
  const isThisYear = date.year === partsOf(now).year;
  const month = words.months[Number(date.month) - 1] ?? date.month;
  return fill(isThisYear ? words.day : words.dayOfYear, { ...date, month });
}

/** 今天 18:00, 明天 09:30, 11月26日 24:00: for what is to come. Midnight belongs to the day that ends. */
export function dueTime(at: string | number, now: number, language: Language = "zh-CN"): string {
  if (isMidnight(at)) return dueTime(minuteBefore(at), now, language).replace("23:59", "24:00");
  const words = wordsIn(language);
  const then = new Date(at).getTime();
  const days = dayNumber(then) - dayNumber(now);
  if (days === 0) return fill(words.todayAt, { time: clock(then) });
  if (days === 1) return fill(words.tomorrowAt, { time: clock(then) });
  if (days === -1) return fill(words.yesterdayAt, { time: clock(then) });
  return `${day(then, now, language)} ${clock(then)}`;
}

/** 2026-11-22 14:03, for a title on hover. */
export function exactTime(at: string | number): string {
  const date = partsOf(new Date(at).getTime());
  return `${date.year}-${date.month.padStart(2, "0")}-${date.day.padStart(2, "0")} ${date.hour}:${date.minute}`;
}

/** 2026-11-22 14:03, 2026-11-26 24:00: the same for what is to come. */
export function exactDue(at: string | number): string {
  return isMidnight(at) ? exactTime(minuteBefore(at)).replace("23:59", "24:00") : exactTime(at);
}

/** 14:03. */
export function clock(at: string | number): string {
  const date = partsOf(new Date(at).getTime());
  return `${date.hour}:${date.minute}`;
}

/** A wait in words: 不到 1 分钟, 约 2 分钟, 约 1 小时. Never more exact than it is known. */
export function waitTime(seconds: number, language: Language = "zh-CN"): string {
  const words = wordsIn(language);
  if (seconds < 60) return words.underAMinute;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return fill(words.aboutMinutes, { count: minutes });
  return fill(words.aboutHours, { count: Math.round(minutes / 60) });
}

/** A countdown: 04:12 below an hour, 2:05:00 below a day, 3 天 4 时 above. Negative spans carry a minus. */
export function countdown(seconds: number, language: Language = "zh-CN"): string {
  const sign = seconds < 0 ? "−" : "";
  const left = Math.abs(Math.trunc(seconds));
  const two = (value: number) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(left / 3600), Math.floor((left % 3600) / 60)];
  if (hours >= 24) {
    return sign + fill(wordsIn(language).daysAndHours, { days: Math.floor(hours / 24), hours: hours % 24 });
  }
  return sign + (hours ? `${hours}:${two(minutes)}:${two(left % 60)}` : `${two(minutes)}:${two(left % 60)}`);
}

function isMidnight(at: string | number): boolean {
  return clock(at) === "00:00";
}

function minuteBefore(at: string | number): number {
  return new Date(at).getTime() - MINUTE;
}

function partsOf(at: number): Parts {
  const found = Object.fromEntries(PARTS.formatToParts(at).map((part) => [part.type, part.value]));
  return { ...(found as unknown as Parts), month: `${Number(found.month)}`, day: `${Number(found.day)}` };
}

function dayNumber(at: number): number {
  const date = partsOf(at);
  return Date.UTC(Number(date.year), Number(date.month) - 1, Number(date.day)) / (24 * HOUR);
}
