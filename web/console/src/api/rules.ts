/** The operator's page: rules, promises, limits and the calendar; changes, and what they would have changed. */
import { call } from "./http";
import type { Replay, Rules } from "./types";

export const RULES = ["rules"] as const;

export interface RuleValue {
  mark: "V" | "S" | "M";
  text: string;
  article: string;
}

export interface PromiseValue {
  no_reason_days: number | null;
  freight_insurance: boolean;
  return_freight_by_shop: boolean;
  warranty_months: number | null;
}

export interface NoticeValue {
  days_off: string[];
  working_days: string[];
}

/** What each subject's value looks like. */
export interface Values {
  rule: RuleValue;
  promise: PromiseValue;
  limit: { fen: number };
  notice: NoticeValue;
  calendar: { on: boolean };
}

/** One setting with its new value. */
export type Change = {
  [Subject in keyof Values]: { subject: Subject; key: string; value: Values[Subject] };
}[keyof Values];

export const getRules = () => call<Rules>("GET", "/rules");
export const saveChanges = (changes: Change[], note: string) =>
  call<Rules>("POST", "/rules/changes", { changes, note });
export const replayChanges = (changes: Change[], since: string, until: string) =>
  call<Replay>("POST", "/rules/replays", { changes, since, until });
