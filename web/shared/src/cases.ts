/** After-sales cases as the service draws them (docs/cases.md), and what a step's form asks for. Money in fen, times ISO 8601. */

export interface StepOption {
  value: string;
  title: string;
}

export interface StepField {
  name: string;
  title: string;
  kind: "text" | "texts" | "money" | "choice" | "choices" | "date" | "yes_no";
  required: boolean;
  options: StepOption[];
  least_fen: number | null;
  most_fen: number | null;
  value: string | number | null;
}

export interface CaseStep {
  step: string;
  title: string;
  /** The way on; the others are ways out. */
  primary: boolean;
  asks: StepField[];
}

export interface CaseTimeline {
  /** What happened, oldest first. */
  done: {
    at: string;
    who: string;
    name: string | null;
    step: string;
    status: string;
    text: string;
    note: string;
  }[];
  /** What still comes if all goes well, the next one first. */
  ahead: { status: string; text: string }[];
  next: { acts: string | null; text: string; due_at: string | null };
}

export interface CaseParcel {
  carrier: string;
  number: string;
}

/** A case as its shopper sees it. */
export interface OwnCase {
  number: string;
  status: string;
  status_text: string;
  kind: string;
  route: string;
  route_text: string;
  line: { title: string; sku: string; image_url: string };
  quantity: number;
  refund_fen: number | null;
  progress: {
    parcel?: CaseParcel;
    offer?: { refund_fen: number };
    quote?: { amount_fen: number };
    replacement?: CaseParcel;
    sent_back?: CaseParcel;
  };
  timeline: CaseTimeline;
  possible_steps: CaseStep[];
}

/** What stands in a form: sums in fen, several texts one a line. */
export type Draft = Record<string, string | number | boolean | string[] | null>;

/** A fresh form: what the service proposes, and the only option where there is no choice. */
export function draftOf(asks: StepField[]): Draft {
  return Object.fromEntries(
    asks.map((field) => {
      const only = field.required && field.options.length === 1 ? field.options[0]?.value : undefined;
      const empty = field.kind === "choices" ? [] : field.kind === "yes_no" ? false : null;
      return [field.name, field.value ?? only ?? empty];
    }),
  );
}

/** The required fields that are still empty. */
export function missingIn(asks: StepField[], draft: Draft): StepField[] {
  return asks.filter((field) => field.required && field.kind !== "yes_no" && isEmpty(draft[field.name]));
}

/** The step's body; what was left empty is left out. */
export function bodyOf(step: CaseStep, draft: Draft): Record<string, unknown> {
  const filled = step.asks
    .filter((field) => !isEmpty(draft[field.name]))
    .map((field) => [field.name, valueIn(field, draft[field.name])]);
  return { step: step.step, ...Object.fromEntries(filled) };
}

function isEmpty(value: Draft[string] | undefined): boolean {
  if (value === null || value === undefined) return true;
  return typeof value === "string" ? !value.trim() : Array.isArray(value) && value.length === 0;
}

function valueIn(field: StepField, value: Draft[string] | undefined): unknown {
  if (typeof value !== "string") return value;
  if (field.kind !== "texts") return value.trim();
  return value
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}
