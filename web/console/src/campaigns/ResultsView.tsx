/** What customers answered: rate, CSAT, scores, reasons, their words. */
import { percent } from "@huisheng/shared/money";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { getResults, resultsKey } from "../api/campaigns";
import type { Results } from "../api/types";
import { Failed, ListSkeleton, Nothing } from "../parts/ListStates";
import { Time } from "../parts/Time";
import { useWords } from "../strings";

export function ResultsView({ id, isRunning }: { id: number; isRunning: boolean }) {
  const t = useWords();
  const found = useQuery({
    queryKey: resultsKey(id),
    queryFn: () => getResults(id),
    refetchInterval: isRunning ? 10_000 : 60_000,
  });
  if (found.isPending) return <ListSkeleton rows={4} />;
  if (!found.data) return <Failed error={found.error} onRetry={() => found.refetch()} />;
  if (!found.data.answered) return <Nothing title={t.campaigns.noAnswers} next={t.campaigns.noAnswersNext} />;
  return <Known results={found.data} />;
}

function Known({ results }: { results: Results }) {
  const t = useWords();
  const scores = [5, 4, 3, 2, 1].map((score) => ({
    name: t.campaigns.score(score),
    count: results.scores[score] ?? 0,
  }));
  return (
    <>
      <h2>{t.campaigns.results}</h2>
      <ul className="counts">
        <li>
          <b>{percent(results.response_rate)}</b>
          <span>{t.campaigns.rate}</span>
        </li>
        <li>
          <b>{percent(results.csat)}</b>
          <span>{t.campaigns.csat}</span>
        </li>
        <li>
          <b>{results.average === null ? t.common.noValue : results.average.toFixed(2)}</b>
          <span>{t.campaigns.average}</span>
        </li>
      </ul>
      <div className="result-columns">
        <Bars title={t.campaigns.scores} rows={scores} />
        <Bars
          title={t.campaigns.reasons}
          rows={results.reasons.map((one) => ({ name: one.reason, count: one.count }))}
        />
      </div>
      {results.comments.length > 0 && (
        <section>
          <h3>{t.campaigns.comments}</h3>
          <ul className="comments">
            {results.comments.map((one) => (
              <li key={`${one.answered_at}${one.customer_name}`}>
                <div className="muted">
                  <b className={one.score <= 2 ? "is-low" : undefined}>{t.campaigns.score(one.score)}</b>{" "}
                  {one.customer_name} · <Time at={one.answered_at} />
                  {one.category && ` · ${one.category.map((name) => t.category[name] ?? name).join("/")}`}
                  {one.ticket_number && (
                    <>
                      {" "}
                      · <Link to={`/tickets/${one.ticket_number}?view=all`}>{one.ticket_number}</Link>
                    </>
                  )}
                </div>
                <p className="plain">{one.comment}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Bars({ title, rows }: { title: string; rows: { name: string; count: number }[] }) {
  const most = Math.max(1, ...rows.map((row) => row.count));
  return (
    <section className="bars">
      <h3>{title}</h3>
      {rows.map((row) => (
        <div key={row.name} className="bar">
          <span className="bar-name">{row.name}</span>
          <span className="bar-track">
            <span style={{ width: `${(row.count / most) * 100}%` }} />
          </span>
          <span className="bar-count">{row.count}</span>
        </div>
      ))}
    </section>
  );
}
