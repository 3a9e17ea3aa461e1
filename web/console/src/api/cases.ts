/** After-sales cases: lists, one case, the step that carries it on. */
import { call, query } from "./http";
import type { Case, CaseKind, CaseStatus, Page } from "./types";

export const CASES = ["cases"] as const;
export const caseKey = (number: string) => ["case", number] as const;

/** What the list shows; `state`: one status, all that are under way, those whose payment waits, or everything. */
export interface CaseFilters {
  state: CaseStatus | "open" | "proposed" | "any";
  kind: CaseKind | null;
  parcel: string | null;
}

export const getCases = ({ state, kind, parcel }: CaseFilters, cursor: string | null) => {
  const states = { open: { is_open: "true" }, proposed: { proposed: "true" }, any: {} };
  const wanted = state in states ? states[state as keyof typeof states] : { status: state };
  return call<Page<Case>>(
    "GET",
    `/aftersales/cases${query({ ...wanted, kind, parcel_number: parcel, cursor })}`,
  );
};

export const getCase = (number: string) =>
  call<Case>("GET", `/aftersales/cases/${encodeURIComponent(number)}`);

/** `body`: the step with what it asks for; the answer is the case as it stands then. */
export const takeStep = (number: string, body: Record<string, unknown>) =>
  call<Case>("POST", `/aftersales/cases/${encodeURIComponent(number)}/steps`, body);
