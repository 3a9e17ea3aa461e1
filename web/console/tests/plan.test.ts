/** A campaign's form becomes exactly the plan that was seen. */
import { describe, expect, it } from "vitest";
import { newDraft, planOf } from "../src/campaigns/plan";
import { zh } from "../src/strings/zh";

describe("a campaign's plan", () => {
  it("drops what belongs to another audience", () => {
    const draft = {
      ...newDraft(zh),
      name: " 回访 ",
      kind: "members" as const,
      category1: "物流",
      level: "金卡",
      product_id: "p1",
    };
    expect(planOf(draft)).toMatchObject({
      name: "回访",
      audience: { kind: "members", category1: null, product_id: null, level: "金卡" },
    });
  });

  it("says any with null, not with an empty word", () => {
    expect(planOf(newDraft(zh)).audience.category1).toBeNull();
  });

  it("keeps up to six different reasons", () => {
    const reasons = ["慢", " 慢 ", "", "贵", "乱", "远", "吵", "脏", "多"];
    expect(planOf({ ...newDraft(zh), reasons_low: reasons }).questions.reasons_low).toEqual([
      "慢",
      "贵",
      "乱",
      "远",
      "吵",
      "脏",
    ]);
  });
});
