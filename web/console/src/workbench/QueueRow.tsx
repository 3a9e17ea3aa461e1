/** One ticket in the queue: who, what, how urgent, what was said last. */
import { memo } from "react";
import { Link } from "react-router";
import type { TicketRow } from "../api/types";
import { OwedClock } from "../commitments/OwedClock";
import { Time } from "../parts/Time";
import { useWords } from "../strings";
import { RowClock } from "./SlaClock";

interface Props {
  ticket: TicketRow;
  isChosen: boolean;
  search: string;
}

export const QueueRow = memo(function QueueRow({ ticket, isChosen, search }: Props) {
  const t = useWords();
  // What is open before the eyes is being read, whatever the last list said.
  const unread = isChosen ? 0 : ticket.unread;
  const last = ticket.last_message;
  const said = last ? `${last.author === "agent" ? "↩ " : ""}${last.text}` : ticket.title;
  return (
    <li>
      <Link
        to={{ pathname: `/tickets/${ticket.number}`, search }}
        className={`row${isChosen ? " is-chosen" : ""}${unread ? " is-unread" : ""}`}
        aria-current={isChosen ? "true" : undefined}
        data-number={ticket.number}
      >
        <span className="row-line">
          <span className={`dot is-${ticket.status}`} role="img" aria-label={t.status[ticket.status]} />
          <span className="row-name">{ticket.customer.name}</span>
          {ticket.customer.level && <span className="level">{ticket.customer.level}</span>}
          {ticket.priority <= 2 && <span className="priority">{t.priority[ticket.priority]}</span>}
          <span className="row-time">
            <Time at={last?.created_at ?? ticket.updated_at} />
          </span>
        </span>
        <span className="row-line">
          <span className="row-title">{ticket.title}</span>
          {unread > 0 && (
            <span className="unread" role="img" aria-label={t.queue.unread(unread)}>
              {unread > 99 ? "99+" : unread}
            </span>
          )}
        </span>
        <span className="row-line row-foot">
          <span className="row-said">{said === ticket.title ? t.category[ticket.category[1]] : said}</span>
          {ticket.conversation_owner === "queue" ? (
            <span className="waiting">{t.queue.waiting}</span>
          ) : (
            <RowClock ticket={ticket} />
          )}
          <OwedClock owed={ticket.commitment} />
        </span>
      </Link>
    </li>
  );
});
