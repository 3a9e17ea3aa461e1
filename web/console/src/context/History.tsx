/** What was before: other tickets, other conversations, ratings. */
import { Link } from "react-router";
import type { CustomerCard, Ticket } from "../api/types";
import { Nothing } from "../parts/ListStates";
import { Time } from "../parts/Time";
import { useWords } from "../strings";

export function History({ ticket, customer }: { ticket: Ticket; customer: CustomerCard }) {
  const t = useWords();
  const tickets = customer.tickets.filter((one) => one.number !== ticket.number);
  const conversations = customer.conversations.filter((one) => one.id !== ticket.conversation_id);
  const { rating, surveys } = ticket;
  if (!tickets.length && !conversations.length && !rating && !surveys.length)
    return <Nothing title={t.context.noHistory} next={t.context.noHistoryNext} />;
  return (
    <>
      {rating && (
        <section className="history">
          <h3>{t.context.ratings}</h3>
          <p>
            {rating.bot !== null && `${t.context.bot} ${rating.bot}/5  `}
            {rating.person !== null && `${t.context.person} ${rating.person}/5  `}
            {rating.outcome && t.context.outcome[rating.outcome]}
          </p>
          {rating.comment && <p className="plain">{rating.comment}</p>}
        </section>
      )}
      {surveys.length > 0 && (
        <section className="history">
          <h3>{t.context.surveyed}</h3>
          {surveys.map((one) => (
            <p key={one.answered_at}>
              {one.score}/5 {one.reasons.join("、")} {one.comment} <Time at={one.answered_at} />
            </p>
          ))}
        </section>
      )}
      {tickets.length > 0 && (
        <section className="history">
          <h3>{t.context.tickets}</h3>
          {tickets.map((one) => (
            <Link key={one.number} className="history-row" to={`/tickets/${one.number}?view=all`}>
              <span className={`dot is-${one.status}`} role="img" aria-label={t.status[one.status]} />
              <span className="history-title">{one.title}</span>
              <Time at={one.opened_at} />
            </Link>
          ))}
        </section>
      )}
      {conversations.length > 0 && (
        <section className="history">
          <h3>{t.context.conversations}</h3>
          {conversations.map((one) => (
            <div key={one.id} className="history-row">
              <span className="history-title">{one.topic ?? t.ticket.conversation}</span>
              <Time at={one.opened_at} />
            </div>
          ))}
        </section>
      )}
    </>
  );
}
