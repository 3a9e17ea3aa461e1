/** One chart with its title; the same figures as a table for those who cannot see it. */
import { BarChartOutlined, TableOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { Nothing } from "../parts/ListStates";
import { useWords } from "../strings";
import type { ChartData } from "./charts";

const Chart = lazy(() => import("./Chart"));

export function ChartCard({
  title,
  chart,
  children,
}: {
  title: string;
  chart: ChartData;
  children?: ReactNode;
}) {
  const t = useWords();
  const [isTable, setTable] = useState(false);
  const isEmpty = chart.series.every((one) => one.values.every((value) => value === null));
  return (
    <section className="chart-card">
      <header>
        <h3>{title}</h3>
        <Button
          size="small"
          type="text"
          icon={isTable ? <BarChartOutlined /> : <TableOutlined />}
          aria-label={isTable ? t.dashboard.chart : t.dashboard.table}
          onClick={() => setTable(!isTable)}
        />
      </header>
      {isEmpty ? (
        <div className="chart">
          <Nothing title={t.dashboard.empty} next={t.dashboard.emptyNext} />
        </div>
      ) : isTable ? (
        <Table chart={chart} />
      ) : (
        <Suspense fallback={<div className="chart" />}>
          <Chart chart={chart} label={title} />
        </Suspense>
      )}
      {children}
    </section>
  );
}

function Table({ chart }: { chart: ChartData }) {
  return (
    <div className="chart-table">
      <table>
        <thead>
          <tr>
            <th />
            {chart.series.map((one) => (
              <th key={one.name}>{one.name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {chart.labels.map((label, index) => (
            <tr key={label}>
              <th>{label}</th>
              {chart.series.map((one) => (
                <td key={one.name}>{chart.words(one.values[index] ?? null)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
