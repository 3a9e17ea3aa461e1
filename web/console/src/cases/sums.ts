/** The sum that a step's button names, in fen. */
import type { CaseStep, Draft } from "@huisheng/shared/cases";
import type { Case } from "../api/types";
import { hasRefund } from "./routes";

/** Null where the step pays nothing, or the sum is not known yet. */
export function sumOf(one: Case, step: CaseStep, draft: Draft): number | null {
  if (step.step === "approve_proposal") return one.proposal?.amount_fen ?? null;
  if (step.asks.some((field) => field.name === "refund_fen")) {
    return typeof draft.refund_fen === "number" ? draft.refund_fen : null;
  }
  const pays = step.step === "refund" || (step.step === "approve" && hasRefund(one.route));
  return pays || (step.step === "propose" && one.status === "refund_due") ? one.refund_fen : null;
}
