/** Right after sending: what the reply promised, to be written down or waved off with one click. */
import { dueTime } from "@huisheng/shared/time";
import { Button } from "antd";
import { useMe } from "../api/session";
import type { Ticket } from "../api/types";
import { useSlowNow } from "../live/clock";
import { useLanguage, useWords } from "../strings";
import { proposedTo } from "./owed";
import { useOwed } from "./useOwed";

export function ProposedBar({ ticket }: { ticket: Ticket }) {
  const t = useWords();
  const me = useMe();
  const now = useSlowNow();
  const language = useLanguage();
  const { busy, move } = useOwed();
  const proposed = proposedTo(ticket.commitments, me.id);
  if (!proposed.length) return null;
  return (
    <section className="proposed" aria-live="polite" aria-label={t.owed.found}>
      {proposed.map((one) => (
        <div key={one.id} className="proposed-line">
          <span>
            {t.owed.found} <q>{one.quote}</q>
            <span className="muted">
              {" → "}
              {t.owed.due(dueTime(one.due_at, now, language))}
            </span>
          </span>
          <Button
            size="small"
            type="primary"
            loading={busy === one.id}
            onClick={() => void move({ ...one, ticket_number: ticket.number }, "open")}
          >
            {t.owed.confirm}
          </Button>
          <Button
            size="small"
            type="text"
            disabled={busy === one.id}
            onClick={() => void move({ ...one, ticket_number: ticket.number }, "dropped")}
          >
            {t.owed.dismiss}
          </Button>
        </div>
      ))}
    </section>
  );
}
