/** Where a parcel is and was, newest first. */
import { grouped, shortened } from "@huisheng/shared/money";
import type { Order, Parcel } from "@huisheng/shared/protocol";
import { CopyNumber } from "../parts/CopyNumber";
import { Time, useTimeWords } from "../parts/Time";
import { useWords } from "../strings";

export function ParcelTrail({ parcel, order }: { parcel: Parcel; order: Order }) {
  const t = useWords();
  const { due } = useTimeWords();
  return (
    <section className="card">
      <header className="card-head">
        <span>
          {parcel.carrier} <CopyNumber number={parcel.number} shown={grouped(parcel.number)} />
        </span>
        <span className="card-state">{parcel.status_text}</span>
      </header>
      <div className="muted">
        {t.context.orders} {shortened(order.number)}
        {parcel.expected_at && ` · ${t.context.expected(due(parcel.expected_at))}`}
      </div>
      <ol className="trail">
        {parcel.events.map((event) => (
          <li key={`${event.at}${event.text}`}>
            <Time at={event.at} />
            <span>
              {event.place && <b>{event.place} </b>}
              {event.text}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
