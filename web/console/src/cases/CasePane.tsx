/** One case on one card: facts, rule, sum, and the buttons. */
import { Refusal } from "@huisheng/shared/rest";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { caseKey, getCase } from "../api/cases";
import type { Case } from "../api/types";
import { OwedOfCase } from "../commitments/OwedOfCase";
import { Failed, Loading, Nothing } from "../parts/ListStates";
import { Time, useTimeWords } from "../parts/Time";
import { useWords } from "../strings";
import { CaseFacts } from "./CaseFacts";
import { CaseRule } from "./CaseRule";
import { DecisionForm } from "./DecisionForm";

export function CasePane({ number }: { number: string }) {
  const t = useWords();
  const found = useQuery({ queryKey: caseKey(number), queryFn: () => getCase(number) });
  if (found.data) return <Card one={found.data} />;
  return (
    <main className="pane-empty">
      {found.isPending ? (
        <Loading />
      ) : found.error instanceof Refusal && found.error.status === 404 ? (
        <Nothing title={t.cases.missing} />
      ) : (
        <Failed error={found.error} onRetry={() => found.refetch()} />
      )}
    </main>
  );
}

function Card({ one }: { one: Case }) {
  const t = useWords();
  const { past } = useTimeWords();
  const isOpen = one.status === "applied" || one.status === "more_asked";
  return (
    <main className="pane case">
      <header className="head">
        <div className="head-line">
          <h1>
            {t.cases.route[one.route] ?? one.route} · {one.line.title}
          </h1>
          <span className={`case-state is-${one.status}`}>{t.cases.status[one.status]}</span>
          {one.ticket_number && <Link to={`/tickets/${one.ticket_number}?view=all`}>{t.cases.toTicket}</Link>}
        </div>
      </header>
      <div className="case-scroll">
        <div className="case-card">
          <CaseFacts one={one} />
          <CaseRule one={one} />
          {isOpen ? (
            <DecisionForm one={one} />
          ) : (
            one.decided_at && (
              <p className="muted">
                {t.cases.decided(one.decided_by ?? t.cases.actor.rule ?? "", past(one.decided_at))}
              </p>
            )
          )}
        </div>
        <OwedOfCase number={one.number} />
        <section className="case-history">
          <h2>{t.cases.history}</h2>
          <ol className="trail">
            {one.events.map((event) => (
              <li key={`${event.at}${event.to_value}`}>
                <Time at={event.at} />
                <span>
                  {t.cases.actor[event.actor] ?? event.actor} →{" "}
                  {t.cases.status[event.to_value as Case["status"]] ?? event.to_value}
                  {event.note && `：${event.note}`}
                </span>
              </li>
            ))}
          </ol>
        </section>
      </div>
    </main>
  );
}
