/** One case: facts, what was found, rule and sum; beside them the next step and how far it has come. */
import { Refusal } from "@huisheng/shared/rest";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { caseKey, getCase } from "../api/cases";
import type { Case } from "../api/types";
import { OwedOfCase } from "../commitments/OwedOfCase";
import { CopyNumber } from "../parts/CopyNumber";
import { Failed, Loading, Nothing } from "../parts/ListStates";
import { useWords } from "../strings";
import { CaseFacts } from "./CaseFacts";
import { CaseFound } from "./CaseFound";
import { CaseRule } from "./CaseRule";
import { CaseState } from "./CaseState";
import { CaseSteps } from "./CaseSteps";
import { CaseTimeline } from "./CaseTimeline";

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
  return (
    <main className="pane case">
      <header className="head">
        <div className="head-line">
          <h1>
            {t.cases.route[one.route] ?? one.route_text} · {one.line.title}
          </h1>
          <CaseState one={one} />
          <CopyNumber number={one.number} />
          {one.ticket_number && <Link to={`/tickets/${one.ticket_number}?view=all`}>{t.cases.toTicket}</Link>}
        </div>
      </header>
      <div className="case-scroll">
        <div className="case-columns">
          <div className="case-card">
            <CaseFacts one={one} />
            <CaseFound one={one} />
            <CaseRule one={one} />
          </div>
          <div className="case-side">
            <CaseSteps one={one} />
            <CaseTimeline one={one} />
            <OwedOfCase number={one.number} />
          </div>
        </div>
      </div>
    </main>
  );
}
