/** One commitment: what, by when, from where, and the two ways to end it. */
import { dueTime, exactDue } from "@huisheng/shared/time";
import { Button, Input, Popconfirm, Tooltip } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { useMe } from "../api/session";
import type { Commitment } from "../api/types";
import { useSlowNow } from "../live/clock";
import { useLanguage, useWords } from "../strings";
import { OwedClock } from "./OwedClock";
import { isRunning } from "./owed";
import { useOwed } from "./useOwed";

interface Props {
  one: Commitment;
  /** Beside its own ticket a link to it says nothing. */
  withLinks?: boolean;
}

export function OwedCard({ one, withLinks = false }: Props) {
  const t = useWords();
  const now = useSlowNow();
  const language = useLanguage();
  const isOver = !isRunning(one);
  return (
    <article className={`card owed is-${one.state}`}>
      <span className="card-head">
        <b>{t.owed.kind[one.kind]}</b>
        {isOver ? (
          <span className="muted">
            {one.state === "kept" && one.breached_at ? t.owed.keptLate : t.owed.state[one.state]}
          </span>
        ) : (
          <OwedClock owed={one} isNamed />
        )}
      </span>
      {one.quote && <q>{one.quote}</q>}
      <span className="muted owed-source">
        {one.rule ? (
          <span title={one.rule.text}>
            {t.owed.by(one.rule.law, one.rule.article)} <span className="mark">{one.rule.mark}</span>
          </span>
        ) : (
          <span>{t.owed.said(one.owner?.name ?? t.owed.bot)}</span>
        )}
        <span title={exactDue(one.due_at)}>{t.owed.due(dueTime(one.due_at, now, language))}</span>
        {one.provisional && <span className="owed-provisional">{t.owed.provisional}</span>}
        {one.escalated_to && !isOver && <span>{t.owed.escalated(one.escalated_to.name)}</span>}
        {one.settled_by && (
          <span>
            {t.owed.settledBy(one.settled_by === "system" ? t.owed.system : one.settled_by, one.reason)}
          </span>
        )}
      </span>
      <span className="card-foot">
        <span className="owed-links">
          {withLinks && <span>{one.customer.name}</span>}
          {withLinks && one.ticket_number && (
            <Link to={`/tickets/${one.ticket_number}?view=all`}>{t.owed.toTicket}</Link>
          )}
          {withLinks && one.case_number && <Link to={`/cases/${one.case_number}`}>{t.owed.toCase}</Link>}
        </span>
        {!isOver && <Ends one={one} />}
      </span>
    </article>
  );
}

function Ends({ one }: { one: Commitment }) {
  const t = useWords();
  const me = useMe();
  const { busy, move } = useOwed();
  const [why, setWhy] = useState("");
  const isBarred = one.is_statutory && me.role === "agent";
  return (
    <Tooltip title={isBarred ? t.owed.leadOnly : undefined}>
      <span className="owed-ends">
        <Button
          size="small"
          disabled={isBarred}
          loading={busy === one.id}
          onClick={() => void move(one, "kept")}
        >
          {t.owed.keep}
        </Button>
        <Popconfirm
          title={t.owed.dropTitle}
          description={
            <Input.TextArea
              autoFocus
              aria-label={t.owed.dropWhy}
              placeholder={t.owed.dropWhy}
              autoSize={{ minRows: 2, maxRows: 4 }}
              maxLength={500}
              value={why}
              onChange={(event) => setWhy(event.target.value)}
            />
          }
          okText={t.owed.drop}
          okButtonProps={{ disabled: !why.trim() }}
          onConfirm={() => move(one, "dropped", why.trim())}
          disabled={isBarred}
        >
          <Button size="small" type="text" disabled={isBarred}>
            {t.owed.drop}
          </Button>
        </Popconfirm>
      </span>
    </Tooltip>
  );
}
