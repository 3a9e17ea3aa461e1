/** Who the customer is, in three lines. */
import { count } from "@huisheng/shared/money";
import type { CustomerCard, Packet } from "../api/types";
import { useTimeWords } from "../parts/Time";
import { useWords } from "../strings";

interface Props {
  customer: CustomerCard;
  packet: Packet | null;
  mood: number;
}

export function CustomerHead({ customer, packet, mood }: Props) {
  const t = useWords();
  const { past } = useTimeWords();
  const facts = [
    customer.points === null ? null : t.context.points(count(customer.points)),
    customer.joined_at ? t.context.joined(past(customer.joined_at)) : null,
    t.context.contacts(customer.contacts_30d),
    customer.phone_masked,
  ].filter(Boolean);
  return (
    <div className="customer">
      <div className="customer-name">
        <strong>{customer.name}</strong>
        {customer.level && <span className="level">{customer.level}</span>}
        {!customer.is_signed_in && <span className="muted">{t.context.visitor}</span>}
        {packet?.customer.needs_person_first && <span className="tag">{t.context.personFirst}</span>}
        {mood !== 0 && <span className={`mood is-${mood < 0 ? "low" : "high"}`}>{t.mood[String(mood)]}</span>}
      </div>
      <div className="muted">{facts.join(" · ")}</div>
    </div>
  );
}
