/** After-sales cases in short; one click opens the decision. */
import { money } from "@huisheng/shared/money";
import { Link } from "react-router";
import type { Case } from "../api/types";
import { CaseState } from "../cases/CaseState";
import { Time } from "../parts/Time";
import { useWords } from "../strings";

export function CaseLines({ cases }: { cases: Case[] }) {
  const t = useWords();
  return (
    <>
      {cases.map((one) => (
        <Link key={one.number} className="card card-link" to={`/cases/${one.number}`}>
          <span className="card-head">
            <b>{t.cases.route[one.route] ?? one.route_text}</b>
            <CaseState one={one} />
          </span>
          <span>{one.line.title}</span>
          {one.timeline.next.due_at && (
            <span className="muted">
              {t.cases.dueBefore} <Time at={one.timeline.next.due_at} due />
            </span>
          )}
          <span className="card-foot muted">
            <span>
              {one.number} · <Time at={one.opened_at} />
            </span>
            {one.refund_fen !== null && <span>{money(one.refund_fen)}</span>}
          </span>
        </Link>
      ))}
    </>
  );
}
