/** Scores of two models as people read them. */
import type { Score } from "../api/learning";

/** A share that falls by half a point or more is worse. */
const WORSE = -0.005;

export function shownOf(score: Score, side: "before" | "after"): string {
  const value = score[side];
  if (value === null) return "–";
  return score.unit === "share" ? `${(value * 100).toFixed(1)}%` : `${value.toFixed(1)} ms`;
}

/** What the new one gains: points of a share, or milliseconds. */
export function changeOf(score: Score): string {
  if (score.before === null || score.after === null) return "";
  const gain = score.after - score.before;
  const shown = score.unit === "share" ? gain * 100 : gain;
  const sign = Math.abs(shown) < 0.05 ? "±" : shown > 0 ? "+" : "−";
  return `${sign}${Math.abs(shown).toFixed(1)}${score.unit === "share" ? "" : " ms"}`;
}

/** Sums of their kind stand always; the parts of a sum only when they change. */
export function isNotable(score: Score): boolean {
  return !/^(own|entity)\.(?!answered)/.test(score.name) || !changeOf(score).startsWith("±");
}

/** Whether somebody should look: times differ from run to run, shares do not. */
export function isWorse(score: Score): boolean {
  if (score.unit !== "share" || score.before === null || score.after === null) return false;
  return score.after - score.before <= WORSE;
}
