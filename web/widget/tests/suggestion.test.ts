/** Which order is offered first. */

import type { Order } from "@huisheng/shared/protocol";
import { expect, it } from "vitest";
import { orderToOffer, questionsOf } from "../src/suggestion";
import { zhCN } from "../src/words/zh-CN";

const NOW = Date.parse("2026-11-22T12:00:00+08:00");

function order(number: string, status: string, orderedAt: string, expectedAt: string | null = null): Order {
  const parcel = expectedAt && {
    number: "1",
    carrier: "中通",
    status_text: "",
    expected_at: expectedAt,
    events: [],
  };
  const common = { status_text: status, ordered_at: orderedAt, total_fen: 100, lines: [] };
  return { number, status, ...common, parcel: parcel || null };
}

it("prefers a late parcel to one on time, and both to an unpaid order", () => {
  const late = order("1", "shipped", "2026-11-18T10:00:00+08:00", "2026-11-21T18:00:00+08:00");
  const onTime = order("2", "shipped", "2026-11-21T10:00:00+08:00", "2026-11-24T18:00:00+08:00");
  const unpaid = order("3", "unpaid", "2026-11-22T10:00:00+08:00");
  expect(orderToOffer([unpaid, onTime, late], NOW)?.number).toBe("1");
  expect(orderToOffer([unpaid, onTime], NOW)?.number).toBe("2");
});

it("offers nothing old, finished or cancelled", () => {
  const old = order("1", "shipped", "2026-10-01T10:00:00+08:00");
  const finished = order("2", "finished", "2026-11-20T10:00:00+08:00");
  expect(orderToOffer([old, finished, order("3", "cancelled", "2026-11-21T10:00:00+08:00")], NOW)).toBeNull();
});

it("asks what fits the order's state", () => {
  const titles = (status: string) => questionsOf(order("1", status, ""), zhCN).map((one) => one.title);
  expect(titles("shipped")).toEqual(["查物流", "申请退货"]);
  expect(titles("paid")).toEqual(["什么时候发货"]);
  expect(titles("unpaid")).toEqual(["订单状态"]);
});
