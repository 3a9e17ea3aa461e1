/** Names of states, steps and fields: Chinese from the service, a few as a shopper would say them; English by their codes. */

import type { CaseStep, CaseTimeline, OwnCase, StepField, StepOption } from "@huisheng/shared/cases";
import type { Language } from "@huisheng/shared/language";

type Terms = Record<string, string>;

/** Where the service speaks of the shopper to its agents. */
const TO_THE_SHOPPER: Terms = {
  applied: "审核中",
  more_asked: "待您补充",
  objected: "验货有问题",
  offered: "待您确认金额",
  refund_due: "退款审核中",
  out_of_stock: "缺货，等您选",
  quoted: "待您确认报价",
};
const STATES: Terms = {
  applied: "In review",
  more_asked: "Waiting for details",
  approved: "Approved",
  refused: "Refused",
  cancelled: "Withdrawn",
  returning: "On its way to us",
  received: "Received, in inspection",
  inspected: "Inspected",
  objected: "Inspection found a problem",
  offered: "Waiting for your yes to the sum",
  refund_due: "Refund in review",
  refunded: "Refunded",
  out_of_stock: "Out of stock, your choice",
  waiting_for_stock: "Waiting for stock",
  reserved: "Ready to send",
  replacement_sent: "Replacement sent",
  quoted: "Waiting for your yes to the quote",
  repairing: "In repair",
  waiting_for_parts: "Waiting for parts",
  repaired: "Repaired",
  sending_back: "To be sent back",
  sent_back: "Sent back",
  closed: "Done",
};
const ROUTES: Terms = {
  no_reason_return: "Return",
  quality_return: "Return for a fault",
  exchange: "Exchange",
  repair: "Repair",
  refund_only: "Refund",
  compensation: "Compensation",
};
const STEPS: Terms = {
  add_details: "Add details",
  give_parcel: "Give the parcel number",
  book_pickup: "Book a pick-up",
  accept_offer: "Accept this sum",
  decline_offer: "Do not accept",
  wait_for_stock: "Wait for stock",
  choose_variant: "Take another variant",
  choose_refund: "Take a refund",
  accept_quote: "Accept and repair",
  decline_quote: "Do not repair, send it back",
  confirm_receipt: "I have it",
  cancel: "Withdraw",
};
const FIELDS: Terms = {
  description: "Details",
  carrier: "Carrier",
  parcel_number: "Parcel number",
  slot: "Pick-up time",
  sku: "Variant",
};
const CARRIERS: Terms = {
  sf: "SF Express",
  zto: "ZTO Express",
  yto: "YTO Express",
  sto: "STO Express",
  yunda: "Yunda Express",
  jd: "JD Logistics",
  ems: "EMS",
  jt: "J&T Express",
  deppon: "Deppon",
  other: "Another one",
};

const named = (said: string, code: string, english: Terms, language: Language) =>
  language === "en" ? (english[code] ?? said) : said;

export const stateName = (one: OwnCase, language: Language) =>
  named(TO_THE_SHOPPER[one.status] ?? one.status_text, one.status, STATES, language);

export const routeName = (one: OwnCase, language: Language) =>
  named(one.route_text, one.route, ROUTES, language);

export const doneName = (done: CaseTimeline["done"][number], language: Language) =>
  named(done.text, done.status, STATES, language);

export const stageName = (stage: CaseTimeline["ahead"][number], language: Language) =>
  named(stage.text, stage.status, STATES, language);

export const stepName = (step: CaseStep, language: Language) => named(step.title, step.step, STEPS, language);

export const fieldName = (field: StepField, language: Language) =>
  named(field.title, field.name, FIELDS, language);

export const optionName = (option: StepOption, language: Language) =>
  named(option.title, option.value, CARRIERS, language);
