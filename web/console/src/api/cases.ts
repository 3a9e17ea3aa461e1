/** After-sales cases: lists, one case, the decision. */
import { call, query } from "./http";
import type { Case, CaseStatus, Page } from "./types";

export const CASES = ["cases"] as const;
export const caseKey = (number: string) => ["case", number] as const;

export type Verdict = "approve" | "refuse" | "ask_more";

export const getCases = (status: CaseStatus | null, cursor: string | null) =>
  call<Page<Case>>("GET", `/aftersales/cases${query({ status, cursor })}`);

export const getCase = (number: string) =>
  call<Case>("GET", `/aftersales/cases/${encodeURIComponent(number)}`);

export const decideCase = (
  number: string,
  given: { decision: Verdict; note: string; refund_fen: number | null },
) => call<Case>("POST", `/aftersales/cases/${number}/decisions`, given);
