/** The charts as plain data: what stands on the axis, what is drawn, and the same as rows of a table. */
import { percent } from "@huisheng/shared/money";
import type { Dashboard } from "../api/types";
import type { Catalogue } from "../strings";

export interface Series {
  name: string;
  kind: "bar" | "line";
  values: (number | null)[];
}

export interface ChartData {
  labels: string[];
  series: Series[];
  /** How a value reads, on the axis and in the table. */
  words: (value: number | null) => string;
  isLying?: boolean;
  most?: number;
  /** Whole things: no half a ticket on the axis. */
  isCount?: boolean;
}

const TOPICS_SHOWN = 10;

const dayLabel = (day: string) => day.slice(5).replace("-", "/");
const tenths = (seconds: number | null, unit: number) =>
  seconds === null ? null : Math.round((seconds * 10) / unit) / 10;
const plain = (value: number | null) => (value === null ? "–" : String(value));

export function volumeChart({ by_day }: Dashboard, t: Catalogue): ChartData {
  return {
    labels: by_day.map((one) => dayLabel(one.day)),
    series: [
      { name: t.dashboard.conversations, kind: "bar", values: by_day.map((one) => one.conversations) },
      { name: t.dashboard.tickets, kind: "bar", values: by_day.map((one) => one.tickets) },
      { name: t.dashboard.handedOver, kind: "line", values: by_day.map((one) => one.handed_over) },
    ],
    words: plain,
    isCount: true,
  };
}

/** Minutes; answers come quickly. */
export function answerChart({ by_day }: Dashboard, t: Catalogue): ChartData {
  return {
    labels: by_day.map((one) => dayLabel(one.day)),
    series: [
      {
        name: t.dashboard.firstAnswer,
        kind: "line",
        values: by_day.map((one) => tenths(one.first_answer_median_seconds, 60)),
      },
    ],
    words: (value) => (value === null ? "–" : `${value} ${t.dashboard.minutes}`),
  };
}

/** Hours; solutions take longer. */
export function resolutionChart({ by_day }: Dashboard, t: Catalogue): ChartData {
  return {
    labels: by_day.map((one) => dayLabel(one.day)),
    series: [
      {
        name: t.dashboard.resolution,
        kind: "line",
        values: by_day.map((one) => tenths(one.resolution_median_seconds, 3600)),
      },
    ],
    words: (value) => (value === null ? "–" : `${value} ${t.common.hours}`),
  };
}

export function csatChart({ by_day }: Dashboard, t: Catalogue): ChartData {
  return {
    labels: by_day.map((one) => dayLabel(one.day)),
    series: [{ name: t.dashboard.csat, kind: "line", values: by_day.map((one) => one.csat) }],
    words: (value) => percent(value, 0),
    most: 1,
  };
}

export function topicsChart({ topics }: Dashboard, t: Catalogue): ChartData {
  const top = topics.slice(0, TOPICS_SHOWN);
  const name = ([level1, level2]: [string, string]) =>
    `${t.category[level1] ?? level1}/${t.category[level2] ?? level2}`;
  return {
    labels: top.map((one) => name(one.category)),
    series: [{ name: t.dashboard.tickets, kind: "bar", values: top.map((one) => one.count) }],
    words: plain,
    isCount: true,
    isLying: true,
  };
}
