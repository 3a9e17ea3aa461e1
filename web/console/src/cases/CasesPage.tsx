/** After-sales cases: the list, and the card that a person decides by. */

import { money } from "@huisheng/shared/money";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { Link, useParams, useSearchParams } from "react-router";
import { CASES, type CaseFilters, getCases } from "../api/cases";
import type { Case, CaseKind } from "../api/types";
import { Failed, ListSkeleton, Nothing, ScrollEnd } from "../parts/ListStates";
import { Time } from "../parts/Time";
import { useWords } from "../strings";
import { mergePages } from "../workbench/lists";
import { CaseFilterBar, filtersIn } from "./CaseFilterBar";
import { CasePane } from "./CasePane";
import { CaseState } from "./CaseState";

export function CasesPage() {
  const t = useWords();
  const chosen = useParams().number ?? null;
  const [params, setParams] = useSearchParams();
  const filters = filtersIn(params);
  const filter = (change: Record<string, string | null>) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        for (const [name, value] of Object.entries(change)) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      },
      { replace: true },
    );
  const pages = useInfiniteQuery({
    queryKey: [...CASES, filters],
    queryFn: ({ pageParam }) => getCases(filters, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });
  const rows = mergePages(pages.data?.pages);
  return (
    <div className="desk is-two">
      <section className="queue" aria-label={t.cases.title}>
        <div className="queue-head">
          <h1>{t.cases.title}</h1>
        </div>
        <CaseFilterBar filters={filters} onFilter={filter} />
        <div className="queue-rows">
          {pages.isPending ? (
            <ListSkeleton />
          ) : pages.isError && !rows.length ? (
            <Failed error={pages.error} onRetry={() => pages.refetch()} />
          ) : rows.length ? (
            <ul className="rows">
              {rows.map((one) => (
                <Row key={one.number} one={one} isChosen={one.number === chosen} search={params.toString()} />
              ))}
              <ScrollEnd pages={pages} count={rows.length} />
            </ul>
          ) : (
            <NoCases filters={filters} onClear={() => setParams({}, { replace: true })} />
          )}
        </div>
      </section>
      {chosen ? (
        <CasePane key={chosen} number={chosen} />
      ) : (
        <main className="pane-empty">
          <Nothing title={t.cases.choose} next={t.cases.chooseNext} />
        </main>
      )}
    </div>
  );
}

function Row({ one, isChosen, search }: { one: Case; isChosen: boolean; search: string }) {
  const t = useWords();
  return (
    <li>
      <Link
        className={`row${isChosen ? " is-chosen" : ""}`}
        to={{ pathname: `/cases/${one.number}`, search }}
        aria-current={isChosen ? "true" : undefined}
      >
        <span className="row-line">
          <span className="row-name">{one.customer.name}</span>
          <span className="tag">{t.cases.kind[one.kind as CaseKind] ?? one.route_text}</span>
          {one.proposal && <span className="tag is-proposed">{t.cases.proposed}</span>}
          <span className="row-time">
            <Time at={one.moved_at} />
          </span>
        </span>
        <span className="row-line">
          <span className="row-title">{one.line.title}</span>
          {one.refund_fen !== null && <span>{money(one.refund_fen)}</span>}
        </span>
        <span className="row-line row-foot">
          <span className="row-said">{t.cases.reason[one.reason] ?? one.reason_text}</span>
          <CaseState one={one} />
        </span>
      </Link>
    </li>
  );
}

function NoCases({ filters, onClear }: { filters: CaseFilters; onClear: () => void }) {
  const t = useWords();
  if (filters.state === "open" && !filters.kind && !filters.parcel) {
    return <Nothing title={t.cases.emptyOpen} next={t.cases.emptyOpenNext} />;
  }
  const action = (
    <Button size="small" onClick={onClear}>
      {t.cases.clear}
    </Button>
  );
  return <Nothing title={t.cases.empty} next={t.cases.emptyNext} action={action} />;
}
