/** The current shopper's orders. */

import { fill } from "@huisheng/shared/language";
import { safeLink } from "@huisheng/shared/links";
import { money } from "@huisheng/shared/money";
import type { Order } from "@huisheng/shared/protocol";
import { day } from "@huisheng/shared/time";
import type { Loaded } from "./loading";
import { words } from "./words";

interface OrderListProps {
  orders: Loaded<Order[]>;
  isVisitor: boolean;
  onRetry: () => void;
}

export function OrderList({ orders, isVisitor, onRetry }: OrderListProps) {
  return (
    <section aria-labelledby="orders">
      <h2 id="orders">{words.orders}</h2>
      {orders.status === "loading" && <div class="skeleton" aria-hidden="true" />}
      {orders.status === "failed" && (
        <p class="trouble" role="alert">
          {words.failed}{" "}
          <button type="button" onClick={onRetry}>
            {words.retry}
          </button>
        </p>
      )}
      {orders.status === "ready" && orders.value.length === 0 && (
        <p class="empty">{isVisitor ? words.visitorOrders : words.noOrders}</p>
      )}
      {orders.status === "ready" && (
        <ul class="orders">
          {orders.value.map((order) => (
            <OrderRow key={order.number} order={order} />
          ))}
        </ul>
      )}
    </section>
  );
}

function OrderRow({ order }: { order: Order }) {
  const pieces = order.lines.reduce((sum, line) => sum + line.quantity, 0);
  return (
    <li class="order">
      <p class="head">
        <span>
          {day(order.ordered_at, Date.now())} · {order.number}
        </span>
        <b class={order.status}>{order.status_text}</b>
      </p>
      <div class="lines">
        {order.lines.map((line) => (
          <img
            key={line.id}
            src={safeLink(line.image_url, location.origin) ?? ""}
            alt={`${line.title} ${line.sku}`}
            title={`${line.title} ${line.sku} × ${line.quantity}`}
            width={64}
            height={64}
          />
        ))}
        <p>
          {order.lines.length === 1 ? order.lines[0]?.title : fill(words.pieces, { count: pieces })}
          <br />
          {words.total} <b>{money(order.total_fen)}</b>
        </p>
      </div>
    </li>
  );
}
