/** Three questions and their figures; behind every figure stands its list. */
import { useQuery } from "@tanstack/react-query";
import { Segmented } from "antd";
import { useSearchParams } from "react-router";
import { dashboardKey, getDashboard } from "../api/dashboard";
import type { Dashboard } from "../api/types";
import { Failed, Loading, Nothing } from "../parts/ListStates";
import { useWords } from "../strings";
import { ChartCard } from "./ChartCard";
import { answerChart, csatChart, resolutionChart, topicsChart, volumeChart } from "./charts";
import { Figures } from "./Figures";
import { Topics } from "./Topics";

const RANGES = [1, 7, 30, 90];

export default function DashboardPage() {
  const t = useWords();
  const [params, setParams] = useSearchParams();
  const wanted = Number(params.get("days"));
  const days = RANGES.includes(wanted) ? wanted : 7;
  const data = useQuery({
    queryKey: dashboardKey(days),
    queryFn: () => getDashboard(days),
    refetchInterval: 60_000,
  });
  return (
    <main className="board">
      <header className="board-head">
        <h1>{t.dashboard.title}</h1>
        <Segmented
          value={days}
          aria-label={t.dashboard.range}
          onChange={(value) => setParams({ days: String(value) }, { replace: true })}
          options={RANGES.map((value) => ({ value, label: t.dashboard.days(value) }))}
        />
      </header>
      {data.data ? (
        <Board data={data.data} />
      ) : data.isPending ? (
        <Loading />
      ) : (
        <Failed error={data.error} onRetry={() => data.refetch()} />
      )}
    </main>
  );
}

function Board({ data }: { data: Dashboard }) {
  const t = useWords();
  const isEmpty = data.totals.tickets === 0 && data.totals.conversations === 0;
  return (
    <>
      <Figures data={data} />
      {isEmpty ? (
        <Nothing title={t.dashboard.empty} next={t.dashboard.emptyNext} />
      ) : (
        <div className="charts">
          <ChartCard title={t.dashboard.volume} chart={volumeChart(data, t)} />
          <ChartCard title={t.dashboard.satisfaction} chart={csatChart(data, t)} />
          <ChartCard title={t.dashboard.firstAnswer} chart={answerChart(data, t)} />
          <ChartCard title={t.dashboard.resolution} chart={resolutionChart(data, t)} />
          <ChartCard title={t.dashboard.topics} chart={topicsChart(data, t)}>
            <Topics topics={data.topics} />
          </ChartCard>
        </div>
      )}
    </>
  );
}
