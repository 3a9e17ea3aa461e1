/** What is known at a handoff is told in words, never as the assistant's own names. */
import { describe, expect, it } from "vitest";
import { factsOf } from "../src/context/facts";
import { en } from "../src/strings/en";
import { zh } from "../src/strings/zh";

const SLOTS = {
  wish: "exchange",
  reason: "wrong_item",
  order_number: "2611080001066",
  quantity: 2,
  line_id: "l_17",
  description: "",
  address: null,
};

describe("what is known at a handoff", () => {
  it("has names and values in the agent's language", () => {
    expect(factsOf(SLOTS, zh)).toEqual([
      ["想要", "换货"],
      ["原因", "发错货"],
      ["订单号", "2611080001066"],
      ["数量", "2"],
    ]);
    expect(factsOf(SLOTS, en).map(([name]) => name)).toEqual(["Wants", "Reason", "Order", "Quantity"]);
  });

  it("shows a value that nobody has named as it is, and no fact without a name", () => {
    expect(factsOf({ wish: "gift", new_slot: "x", words: { text: "x" } }, zh)).toEqual([["想要", "gift"]]);
  });
});
