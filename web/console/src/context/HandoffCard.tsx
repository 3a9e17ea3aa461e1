/** The handoff: why, what was tried, what is known; so that nobody has to ask again. */
import type { Packet } from "../api/types";
import { Time } from "../parts/Time";
import { useWords } from "../strings";
import { factsOf } from "./facts";

export function HandoffCard({ packet }: { packet: Packet }) {
  const t = useWords();
  const known = factsOf(packet.slots, t);
  return (
    <section className="card handoff">
      <header className="card-head">
        <b>{packet.reason_text || packet.reason}</b>
        <Time at={packet.at} />
      </header>
      {packet.summary && <p className="plain">{packet.summary}</p>}
      {packet.orders.map((order) => (
        <p key={order.number} className="muted">
          {order.title} · {order.status_text}
        </p>
      ))}
      {packet.tried.length > 0 && (
        <>
          <h3>{t.context.tried}</h3>
          <ul className="chips">
            {packet.tried.map((one, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same thing may have been tried twice
              <li key={index}>{one.title || one.intent}</li>
            ))}
          </ul>
        </>
      )}
      {known.length > 0 && (
        <>
          <h3>{t.context.known}</h3>
          <dl className="known">
            {known.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </section>
  );
}
