/** After-sales cases: the list, and the card that a person decides by. */

import { money } from "@huisheng/shared/money";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { Link, useParams, useSearchParams } from "react-router";
import { CASES, getCases } from "../api/cases";
import type { Case, CaseStatus } from "../api/types";
import { Failed, ListSkeleton, Nothing, ScrollEnd } from "../parts/ListStates";
import { Time } from "../parts/Time";
import { useWords } from "../strings";
import { mergePages } from "../workbench/lists";
import { CasePane } from "./CasePane";

const STATUSES: CaseStatus[] = ["applied", "more_asked", "approved", "refused", "cancelled", "closed"];

export function CasesPage() {
  const t = useWords();
  const chosen = useParams().number ?? null;
  const [params, setParams] = useSearchParams();
  const wanted = params.get("status") ?? "applied";
  const status = wanted === "any" ? null : (wanted as CaseStatus);
  const pages = useInfiniteQuery({
    queryKey: [...CASES, status],
    queryFn: ({ pageParam }) => getCases(status, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });
  const rows = mergePages(pages.data?.pages);
  return (
    <div className="desk is-two">
      <section className="queue" aria-label={t.cases.title}>
        <div className="queue-head">
          <h1>{t.cases.title}</h1>
          <Select
            size="small"
            value={wanted}
            aria-label={t.cases.filter}
            onChange={(value) => setParams({ status: value }, { replace: true })}
            options={[
              ...STATUSES.map((value) => ({ value: value as string, label: t.cases.status[value] })),
              { value: "any", label: t.common.all },
            ]}
          />
        </div>
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
            <Nothing
              title={status === "applied" ? t.cases.empty : t.cases.emptyAll}
              next={status === "applied" ? t.cases.emptyNext : undefined}
            />
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
          <span className="tag">{t.cases.route[one.route] ?? one.route}</span>
          <span className="row-time">
            <Time at={one.opened_at} />
          </span>
        </span>
        <span className="row-line">
          <span className="row-title">{one.line.title}</span>
          {one.refund_fen !== null && <span>{money(one.refund_fen)}</span>}
        </span>
        <span className="row-line row-foot">
          <span className="row-said">{one.reason_text || t.cases.reason[one.reason]}</span>
          <span className={`case-state is-${one.status}`}>{t.cases.status[one.status]}</span>
        </span>
      </Link>
    </li>
  );
}
