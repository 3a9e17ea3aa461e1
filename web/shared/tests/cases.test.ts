/** What a step's form asks for, and the body that it becomes. */

import { describe, expect, it } from "vitest";
import { bodyOf, type CaseStep, draftOf, missingIn, type StepField } from "../src/cases";

const field = (name: string, with_: Partial<StepField> = {}): StepField => ({
  name,
  title: name,
  kind: "text",
  required: false,
  options: [],
  least_fen: null,
  most_fen: null,
  value: null,
  ...with_,
});
const options = [
  { value: "sf", title: "顺丰速运" },
  { value: "zto", title: "中通快递" },
];
const step = (...asks: StepField[]): CaseStep => ({ step: "s", title: "", primary: true, asks });

describe("a step's form", () => {
  it("begins with what the service proposes, and with the only option there is", () => {
    const asks = [
      field("refund_fen", { kind: "money", value: 12_900 }),
      field("sku", { kind: "choice", required: true, options: options.slice(0, 1) }),
      field("carrier", { kind: "choice", required: true, options }),
      field("gifts_back", { kind: "choices", options }),
      field("fee_received", { kind: "yes_no", required: true }),
    ];
    expect(draftOf(asks)).toEqual({
      refund_fen: 12_900,
      sku: "sf",
      carrier: null,
      gifts_back: [],
      fee_received: false,
    });
  });

  it("names what is still missing; a sum of nothing is an answer, blanks are none", () => {
    const asks = [
      field("note", { required: true }),
      field("amount_fen", { kind: "money", required: true }),
      field("findings"),
    ];
    expect(missingIn(asks, { note: "  ", amount_fen: 0, findings: null }).map((each) => each.name)).toEqual([
      "note",
    ]);
  });

  it("sends what was filled, trimmed, several texts as a list, and leaves the rest out", () => {
    const asks = [
      field("parcel_number", { required: true }),
      field("parts", { kind: "texts" }),
      field("note"),
      field("valid_until", { kind: "date" }),
      field("fee_received", { kind: "yes_no" }),
    ];
    const draft = {
      parcel_number: " SF1 ",
      parts: "屏幕\n\n 电池 ",
      note: " ",
      valid_until: null,
      fee_received: false,
    };
    expect(bodyOf(step(...asks), draft)).toEqual({
      step: "s",
      parcel_number: "SF1",
      parts: ["屏幕", "电池"],
      fee_received: false,
    });
  });
});
