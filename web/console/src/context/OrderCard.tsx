/** An order: number, state, lines with price × quantity. */
import { safeLink } from "@huisheng/shared/links";
import { money, shortened } from "@huisheng/shared/money";
import type { Order } from "@huisheng/shared/protocol";
import { CopyNumber } from "../parts/CopyNumber";
import { Time } from "../parts/Time";
import { useWords } from "../strings";

interface Props {
  order: Order;
  isMine?: boolean;
  isSmall?: boolean;
}

export function OrderCard({ order, isMine = false, isSmall = false }: Props) {
  const t = useWords();
  return (
    <section className={`card${isMine ? " is-mine" : ""}${isSmall ? " is-small" : ""}`}>
      <header className="card-head">
        {isMine && <span className="tag">{t.context.thisOrder}</span>}
        <CopyNumber number={order.number} shown={isSmall ? shortened(order.number) : order.number} />
        <span className="card-state">{order.status_text}</span>
      </header>
      {order.lines.map((line) => {
        const image = safeLink(line.image_url, location.origin);
        return (
          <div className="line-item" key={line.id}>
            {image && <img src={image} alt="" loading="lazy" />}
            <span className="line-words">
              <span>{line.title}</span>
              <span className="muted">
                {line.sku} {money(line.unit_price_fen)} {t.context.quantity(line.quantity)}
              </span>
            </span>
            {line.status_text && line.status_text !== order.status_text && (
              <span className="muted">{line.status_text}</span>
            )}
          </div>
        );
      })}
      <footer className="card-foot muted">
        <Time at={order.ordered_at} />
        <span>
          {t.context.total} {money(order.total_fen)}
        </span>
      </footer>
    </section>
  );
}
