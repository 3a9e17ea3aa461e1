/** ECharts, only what we draw with; loaded when a chart is first seen. */
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { type EChartsCoreOption, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import { FONT, type Theme, useTheme } from "../theme";
import type { ChartData } from "./charts";

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer]);

const COLOURS: Record<Theme, { series: string[]; text: string; line: string; panel: string }> = {
  light: { series: ["#0f766e", "#93a3ad", "#b07a1e"], text: "#5b646b", line: "#e6e9eb", panel: "#ffffff" },
  dark: { series: ["#3fb5a7", "#6d7a83", "#d9a441"], text: "#a6b0b7", line: "#272d31", panel: "#1c2023" },
};

export default function Chart({ chart, label }: { chart: ChartData; label: string }) {
  const place = useRef<HTMLDivElement>(null);
  const theme = useTheme();
  useEffect(() => {
    if (!place.current) return;
    const drawn = init(place.current, null, { renderer: "svg" });
    drawn.setOption(optionOf(chart, theme));
    const watcher = new ResizeObserver(() => drawn.resize());
    watcher.observe(place.current);
    return () => {
      watcher.disconnect();
      drawn.dispose();
    };
  }, [chart, theme]);
  return (
    <div ref={place} className={`chart${chart.isLying ? " is-lying" : ""}`} role="img" aria-label={label} />
  );
}

function optionOf(chart: ChartData, theme: Theme): EChartsCoreOption {
  const { series, text, line, panel } = COLOURS[theme];
  const names = {
    type: "category",
    data: chart.labels,
    axisLine: { lineStyle: { color: line } },
    axisTick: { show: false },
    axisLabel: { color: text },
    inverse: chart.isLying,
  };
  const values = {
    type: "value",
    max: chart.most,
    minInterval: chart.isCount ? 1 : undefined,
    splitLine: { lineStyle: { color: line } },
    axisLabel: { color: text, formatter: (value: number) => chart.words(value) },
  };
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  return {
    animation: !isStill,
    animationDuration: 250,
    color: series,
    textStyle: { fontFamily: FONT },
    grid: { left: 8, right: 16, top: chart.series.length > 1 ? 34 : 12, bottom: 4, containLabel: true },
    legend:
      chart.series.length > 1
        ? { top: 0, left: 0, icon: "roundRect", itemWidth: 10, itemHeight: 10, textStyle: { color: text } }
        : undefined,
    tooltip: {
      trigger: "axis",
      // As text in a canvas of its own: a label never becomes HTML.
      renderMode: "richText",
      backgroundColor: panel,
      borderColor: line,
      textStyle: { color: text, fontSize: 12 },
      valueFormatter: (value: unknown) => chart.words(typeof value === "number" ? value : null),
    },
    xAxis: chart.isLying ? values : names,
    yAxis: chart.isLying ? names : values,
    series: chart.series.map((one) => ({
      name: one.name,
      type: one.kind,
      data: one.values,
      smooth: 0.2,
      connectNulls: true,
      symbolSize: 6,
      barMaxWidth: 22,
      itemStyle:
        one.kind === "bar" ? { borderRadius: chart.isLying ? [0, 3, 3, 0] : [3, 3, 0, 0] } : undefined,
    })),
  };
}
