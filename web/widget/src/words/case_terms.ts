/** A case's state as a shopper would say it, where the service speaks of the shopper to its agents. */

import { stateName } from "@huisheng/shared/case_terms";
import type { OwnCase } from "@huisheng/shared/cases";
import type { Language } from "@huisheng/shared/language";

const TO_THE_SHOPPER: Record<string, string> = {
  applied: "审核中",
  more_asked: "待您补充",
  objected: "验货有问题",
  offered: "待您确认金额",
  refund_due: "退款审核中",
  out_of_stock: "缺货，等您选",
  quoted: "待您确认报价",
};

export const ownStateName = (one: OwnCase, language: Language) =>
  stateName(one.status, TO_THE_SHOPPER[one.status] ?? one.status_text, language);
