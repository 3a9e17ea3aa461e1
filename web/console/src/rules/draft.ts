/** Unsaved settings as plain data: what is in force with the changes laid over it. */
import type { Change, PromiseValue, Values } from "../api/rules";
import type { Rule, Rules } from "../api/types";

export const NO_PROMISE: PromiseValue = {
  no_reason_days: null,
  freight_insurance: false,
  return_freight_by_shop: false,
  warranty_months: null,
};

const nameOf = (change: Change) => `${change.subject}:${change.key}`;

/** The draft with one more change: the last one of a setting counts, and one that changes nothing goes. */
export function withChange(draft: Change[], change: Change, rules: Rules): Change[] {
  const others = draft.filter((one) => nameOf(one) !== nameOf(change));
  return same(change.value, inForce(change, rules)) ? others : [...others, change];
}

/** The value of a setting as it will be; null when it is not drafted. */
export function drafted<S extends keyof Values>(draft: Change[], subject: S, key: string): Values[S] | null {
  const found = draft.find((one) => one.subject === subject && one.key === key);
  return (found?.value as Values[S] | undefined) ?? null;
}

export function promiseOf(rules: Rules, category: string): PromiseValue {
  const found = rules.promises.find((one) => one.category === category);
  if (!found) return NO_PROMISE;
  const { category: _, ...value } = found;
  return value;
}

/** Rules whose id, law or text holds the words. */
export function sought(rules: Rule[], words: string): Rule[] {
  const wanted = words.trim();
  return wanted
    ? rules.filter((rule) => [rule.id, rule.law, rule.text].some((text) => text.includes(wanted)))
    : rules;
}

/** Dates written one a line or with commas; empty pieces are left out. */
export function readDays(text: string): string[] {
  return text.split(/[\s,，、]+/).filter(Boolean);
}

function inForce(change: Change, rules: Rules): unknown {
  switch (change.subject) {
    case "rule": {
      const rule = rules.rules.find((one) => one.id === change.key);
      return rule && { mark: rule.mark, text: rule.text, article: rule.article };
    }
    case "promise":
      return promiseOf(rules, change.key);
    case "limit":
      return { fen: rules.approve_by_rule_up_to_fen };
    case "calendar":
      return { on: rules.weekends_are_off };
    case "notice": {
      const year = rules.years.find((one) => String(one.year) === change.key && one.source !== "law");
      return year && { days_off: year.days_off, working_days: year.working_days };
    }
  }
}

function same(one: unknown, other: unknown): boolean {
  const sorted = (value: unknown) =>
    JSON.stringify(value, (_, part) =>
      part && typeof part === "object" && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort())
        : part,
    );
  return sorted(one) === sorted(other);
}
