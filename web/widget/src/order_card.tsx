/** Orders with their lines, parcel and actions. */

import { fill } from "@huisheng/shared/language";
import { safeLink } from "@huisheng/shared/links";
import { money, shortened } from "@huisheng/shared/money";
import type { MessageOf, Order, OrderLine } from "@huisheng/shared/protocol";
import { exactTime, relativeTime } from "@huisheng/shared/time";
import { useState } from "preact/hooks";
import { Choices } from "./choices";
import { CopyNumber } from "./copy_number";
import { ParcelTrail } from "./parcel_trail";
import { useScene } from "./scene";

/** More orders than these are folded away. */
const SHOWN = 3;

export function OrderCards({ message }: { message: MessageOf<"order_card"> }) {
  const { words } = useScene();
  const { text, orders, choices } = message.body;
  const [isUnfolded, setUnfolded] = useState(false);
  const visible = isUnfolded ? orders : orders.slice(0, SHOWN);
  return (
    <div class="bubble cards">
      {text && <p class="text">{text}</p>}
      {visible.map((order) => (
        <article class="card" key={order.number} aria-label={`${words.order} ${order.number}`}>
          <OrderFace order={order} message={message} />
          {order.parcel && <ParcelTrail parcel={order.parcel} />}
          <Choices message={message} choices={order.choices} isCard />
        </article>
      ))}
      {visible.length < orders.length && (
        <button type="button" class="link" onClick={() => setUnfolded(true)}>
          {fill(words.moreOrders, { count: orders.length - visible.length })}
        </button>
      )}
      <Choices message={message} choices={choices} isCard={false} />
    </div>
  );
}

/** Number, state, lines and sum; the lines carry their own actions when there is a message to tap on. */
export function OrderFace({ order, message }: { order: Order; message?: MessageOf<"order_card"> }) {
  const { words, now, language } = useScene();
  return (
    <>
      <header>
        <span class="number">
          {words.order} {shortened(order.number)}
          <CopyNumber number={order.number} />
        </span>
        <span class={`badge ${order.status}`}>{order.status_text}</span>
      </header>
      {order.lines.map((line) => (
        <Line key={line.id} line={line} message={message} orderStatus={order.status_text} />
      ))}
      <footer>
        <time dateTime={order.ordered_at} title={exactTime(order.ordered_at)}>
          {relativeTime(order.ordered_at, now, language)}
        </time>
        <span>
          {words.total} <b>{money(order.total_fen)}</b>
        </span>
      </footer>
    </>
  );
}

interface LineProps {
  line: OrderLine;
  orderStatus: string;
  message: MessageOf<"order_card"> | undefined;
}

function Line({ line, orderStatus, message }: LineProps) {
  const { visit } = useScene();
  const picture = safeLink(line.image_url, visit.origin);
  return (
    <div class="goods">
      {picture ? (
        <img src={picture} alt="" loading="lazy" width={56} height={56} />
      ) : (
        <span class="no-picture" />
      )}
      <div>
        <p class="title">{line.title}</p>
        <p class="sku">
          {line.sku}
          {line.status_text !== orderStatus && <em>{line.status_text}</em>}
        </p>
        <p class="price">
          {money(line.unit_price_fen)} × {line.quantity}
        </p>
        {message && <Choices message={message} choices={line.choices} isCard />}
      </div>
    </div>
  );
}
