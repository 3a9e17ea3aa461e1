/** Names of a case's states, steps and fields: Chinese from the service, English by their codes. */

import type { CaseStep, CaseTimeline, StepField, StepOption } from "./cases";
import type { Language } from "./language";

type Terms = Record<string, string>;

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
  approve: "Approve",
  refuse: "Refuse",
  ask_more: "Ask for more",
  propose: "Ask a second person",
  approve_proposal: "Approve the payment",
  reject_proposal: "Reject the payment",
  receive: "Goods arrived",
  inspect: "Inspect",
  accept_goods: "Accept the goods after all",
  offer: "Offer a part",
  refuse_goods: "Refuse and send back",
  refund: "Refund",
  reserve: "Look for stock",
  send_replacement: "Send the replacement",
  diagnose: "Enter the diagnosis",
  wait_for_parts: "Wait for parts",
  parts_arrived: "Parts arrived",
  repaired: "Repaired",
  stop_repair: "Stop, send back",
  send_back: "Send back",
  close: "Close",
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
const HAPPENED: Terms = {
  applied: "Application sent",
  add_details: "Details added",
  give_parcel: "Parcel sent",
  book_pickup: "Pick-up booked",
  accept_offer: "The sum was accepted",
  decline_offer: "The sum was not accepted",
  accept_quote: "The quote was accepted",
  decline_quote: "The quote was declined",
  parts_arrived: "Parts arrived",
  propose: "A second person was asked",
  approve_proposal: "The payment was approved",
  reject_proposal: "The payment was rejected",
};
const FIELDS: Terms = {
  note: "Explanation",
  refund_fen: "Refund",
  result: "Result",
  findings: "Findings",
  gifts_back: "Gifts that came back",
  freight_fen: "Freight to refund",
  parts: "Parts",
  amount_fen: "Repair fee",
  valid_until: "Quote stands until",
  fee_received: "The repair fee was received",
  description: "Details",
  carrier: "Carrier",
  parcel_number: "Parcel number",
  slot: "Pick-up time",
  sku: "Variant",
};
const OPTIONS: Terms = {
  ok: "No problem",
  not_ok: "There is a problem",
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

export const stateName = (status: string, said: string, language: Language) =>
  named(said, status, STATES, language);

export const routeName = (route: string, said: string, language: Language) =>
  named(said, route, ROUTES, language);

/** Some steps are told by what was done, the others by where the case then stood. */
export const doneName = (done: CaseTimeline["done"][number], language: Language) =>
  named(done.text, done.step in HAPPENED ? done.step : done.status, { ...STATES, ...HAPPENED }, language);

export const stepName = (step: CaseStep, language: Language) => named(step.title, step.step, STEPS, language);

export const fieldName = (field: StepField, language: Language) =>
  named(field.title, field.name, FIELDS, language);

export const optionName = (option: StepOption, language: Language) =>
  named(option.title, option.value, OPTIONS, language);
