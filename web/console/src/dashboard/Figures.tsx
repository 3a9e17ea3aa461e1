/** The figures in three questions: are we coping, what is getting worse, who needs help. */
import { count, percent } from "@huisheng/shared/money";
import { countdown } from "@huisheng/shared/time";
import { Link } from "react-router";
import type { Dashboard } from "../api/types";
import { useLanguage, useWords } from "../strings";

interface Figure {
  name: string;
  value: string;
  more?: string;
  to: string;
  isBad?: boolean;
}

export function Figures({ data }: { data: Dashboard }) {
  const t = useWords();
  const language = useLanguage();
  const { totals, waiting_now: waiting } = data;
  const span = (seconds: number | null) =>
    seconds === null ? t.common.noValue : countdown(seconds, language);
  const groups: { question: string; figures: Figure[] }[] = [
    {
      question: t.dashboard.coping,
      figures: [
        { name: t.dashboard.queueNow, value: count(waiting.queue), to: "/?view=unassigned" },
        { name: t.dashboard.onlineAgents, value: count(waiting.online_agents), to: "/admin/agents" },
        { name: t.dashboard.tickets, value: count(totals.tickets), to: "/?view=all" },
        { name: t.dashboard.conversations, value: count(totals.conversations), to: "/?view=all" },
        { name: t.dashboard.botSolved, value: percent(totals.solved_by_bot_share), to: "/?view=all" },
      ],
    },
    {
      question: t.dashboard.worse,
      figures: [
        {
          name: t.dashboard.firstAnswer,
          value: span(totals.first_answer_median_seconds),
          more: `${t.dashboard.firstAnswerP90} ${span(totals.first_answer_p90_seconds)}`,
          to: "/?view=all",
        },
        {
          name: t.dashboard.resolution,
          value: span(totals.resolution_median_seconds),
          to: "/?view=all&status=resolved",
        },
        {
          name: t.dashboard.csat,
          value: percent(totals.csat),
          more: t.dashboard.csatAnswers(totals.csat_answers),
          to: "/?view=all&status=resolved",
        },
      ],
    },
    {
      question: t.dashboard.help,
      figures: [
        {
          name: t.dashboard.breaches,
          value: count(totals.sla_breaches),
          to: "/?view=overdue_soon",
          isBad: totals.sla_breaches > 0,
        },
        {
          name: t.dashboard.oldest,
          value: span(waiting.queue ? waiting.oldest_seconds : null),
          to: "/?view=unassigned",
        },
      ],
    },
  ];
  return (
    <div className="figures">
      {groups.map((group) => (
        <section key={group.question}>
          <h2>{group.question}</h2>
          <div className="figure-row">
            {group.figures.map((figure) => (
              <Link key={figure.name} to={figure.to} className="figure" title={t.dashboard.seeList}>
                <span className="figure-name">{figure.name}</span>
                <span className={`figure-value${figure.isBad ? " is-failure" : ""}`}>{figure.value}</span>
                <span className="figure-more">{figure.more ?? "\u00a0"}</span>
              </Link>
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}
