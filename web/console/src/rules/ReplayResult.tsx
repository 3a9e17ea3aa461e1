/** Which stored cases would be decided otherwise: counts, then each route before and after. */
import { money } from "@huisheng/shared/money";
import { exactDue } from "@huisheng/shared/time";
import { Table, Tag } from "antd";
import { Link } from "react-router";
import type { Difference, Outcome, Replay } from "../api/types";
import { type Catalogue, useWords } from "../strings";

export function ReplayResult({ replay }: { replay: Replay }) {
  const t = useWords();
  return (
    <div className="replay" aria-live="polite">
      <p>
        <b>{replay.changed ? t.rules.result(replay.cases, replay.changed) : t.rules.none(replay.cases)}</b>{" "}
        {Object.entries(replay.counts).map(([name, count]) => (
          <Tag key={name}>
            {t.rules.field[name] ?? name} {count}
          </Tag>
        ))}
        {replay.unread > 0 && <span className="muted">{t.rules.unread(replay.unread)}</span>}
      </p>
      {replay.items.length > 0 && (
        <Table<Difference>
          rowKey={(one) => `${one.case_number}${one.route}`}
          size="small"
          pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
          dataSource={replay.items}
          columns={[
            {
              title: t.rules.case,
              render: (_, one) => <Link to={`/cases/${one.case_number}`}>{one.case_number}</Link>,
            },
            {
              title: t.rules.route,
              render: (_, one) => (
                <>
                  {t.cases.route[one.route] ?? one.route}{" "}
                  {one.is_own && <Tag color="blue">{t.rules.own}</Tag>}
                </>
              ),
            },
            {
              title: t.rules.before,
              render: (_, one) => <span className="muted">{outcomeWords(one.before, one.fields, t)}</span>,
            },
            { title: t.rules.after, render: (_, one) => outcomeWords(one.after, one.fields, t) },
          ]}
        />
      )}
      {replay.found > replay.items.length && (
        <p className="muted">{t.rules.shownFirst(replay.items.length, replay.found)}</p>
      )}
    </div>
  );
}

/** What changed of an outcome, in words. */
export function outcomeWords(outcome: Outcome, fields: string[], t: Catalogue): string {
  const none = t.common.noValue;
  const words: Record<string, () => string> = {
    open: () => (outcome.open === null ? t.rules.unsure : outcome.open ? t.rules.can : t.rules.cannot),
    deadline: () => (outcome.deadline ? t.owed.due(exactDue(outcome.deadline)) : none),
    freight_payer: () => (outcome.freight_payer ? t.rules.payer[outcome.freight_payer] : none),
    refund_fen: () => (outcome.refund_fen === null ? none : money(outcome.refund_fen)),
    amount_due_fen: () => (outcome.amount_due_fen === null ? none : money(outcome.amount_due_fen)),
    by_rule: () => (outcome.by_rule ? t.rules.byRule : t.rules.byPerson),
    cited: () => outcome.cited || t.rules.related,
  };
  return fields.map((name) => `${t.rules.field[name] ?? name} ${words[name]?.() ?? ""}`).join(" · ");
}
