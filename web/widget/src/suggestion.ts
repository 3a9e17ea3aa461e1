/** Which order a signed-in shopper most likely comes for, and what they would ask about it. */

import type { Order } from "@huisheng/shared/protocol";
import type { WidgetWords } from "./words/zh-CN";

const RECENT = 14 * 24 * 3_600_000;
/** What worries people first: a parcel on its way, then one not sent, then goods just arrived. */
const WORRY: Record<string, number> = { shipped: 3, paid: 2, delivered: 2, unpaid: 1 };

/** The order to offer when the chat opens; null when none is recent. */
export function orderToOffer(orders: Order[], now: number): Order | null {
  const scored = orders
    .filter((order) => now - newsOf(order) < RECENT && (WORRY[order.status] ?? 0) > 0)
    .map((order) => ({ order, worry: worryOf(order, now) }));
  scored.sort((one, other) => other.worry - one.worry || newsOf(other.order) - newsOf(one.order));
  return scored[0]?.order ?? null;
}

/** The questions that fit an order's state: a button's title and what the shopper says with it. */
export function questionsOf(order: Order, words: WidgetWords): { title: string; text: string }[] {
  const track = { title: words.where, text: words.whereText };
  const back = { title: words.back, text: words.backText };
  const byStatus: Record<string, { title: string; text: string }[]> = {
    shipped: [track, back],
    paid: [{ title: words.when, text: words.whenText }],
    delivered: [back, track],
  };
  return byStatus[order.status] ?? [{ title: words.pay, text: words.payText }];
}

function worryOf(order: Order, now: number): number {
  const expected = order.parcel?.expected_at;
  const isLate = order.status === "shipped" && expected && Date.parse(expected) < now;
  return (WORRY[order.status] ?? 0) + (isLate ? 1 : 0);
}

function newsOf(order: Order): number {
  return Date.parse(order.parcel?.events[0]?.at ?? order.ordered_at);
}
