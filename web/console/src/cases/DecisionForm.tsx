/** Yes, no, or one more question; what is over the agent's limit says who can. */
import { money } from "@huisheng/shared/money";
import { useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Input, InputNumber } from "antd";
import { useState } from "react";
import { CASES, caseKey, decideCase, type Verdict } from "../api/cases";
import { sentenceOf } from "../api/http";
import { useMe } from "../api/session";
import type { Case } from "../api/types";
import { useWords } from "../strings";
import { hasRefund } from "./routes";

const NEXT: Record<Verdict, Case["status"]> = {
  approve: "approved",
  refuse: "refused",
  ask_more: "more_asked",
};

export function DecisionForm({ one }: { one: Case }) {
  const t = useWords();
  const me = useMe();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [note, setNote] = useState("");
  const [yuan, setYuan] = useState<number | null>(one.refund_fen === null ? null : one.refund_fen / 100);
  const [trouble, setTrouble] = useState<string | null>(null);
  const isMoney = hasRefund(one.route);
  const fen = yuan === null ? null : Math.round(yuan * 100);
  const isOver = isMoney && (fen === null ? !one.within_right : fen > me.refund_limit_fen);

  const decide = async (decision: Verdict) => {
    if (decision !== "approve" && !note.trim()) return setTrouble(t.cases.noteNeeded);
    if (decision === "approve" && isMoney && fen === null) return setTrouble(t.cases.needSum);
    setTrouble(null);
    const key = caseKey(one.number);
    cache.setQueryData<Case>(key, { ...one, status: NEXT[decision] });
    const refund_fen = decision === "approve" && isMoney ? fen : null;
    try {
      cache.setQueryData(key, await decideCase(one.number, { decision, note: note.trim(), refund_fen }));
      message.success(t.cases.status[NEXT[decision]], 2);
    } catch (wrong) {
      cache.setQueryData(key, one);
      message.error(t.common.notDone(sentenceOf(wrong)), 6);
    }
    void cache.invalidateQueries({ queryKey: CASES });
  };
  const limit = money(me.refund_limit_fen);
  const sum = isMoney && fen !== null ? money(fen) : null;
  return (
    <section className="decision">
      {isMoney && one.refund_fen === null && (
        <InputNumber
          prefix="¥"
          min={0}
          max={one.line.paid_fen / 100}
          precision={2}
          value={yuan}
          onChange={setYuan}
          aria-label={t.cases.refund}
        />
      )}
      <Input.TextArea
        value={note}
        onChange={(event) => setNote(event.target.value)}
        autoSize={{ minRows: 2, maxRows: 5 }}
        maxLength={300}
        aria-label={t.cases.note}
        placeholder={t.cases.note}
        status={trouble && !note.trim() ? "warning" : undefined}
      />
      {trouble && (
        <p className="is-failure" role="alert">
          {trouble}
        </p>
      )}
      {isOver && (
        <Alert type="warning" showIcon title={sum ? t.cases.overLimit(limit, sum) : t.cases.overLimitPlain} />
      )}
      <div className="decision-buttons">
        <Button type="primary" disabled={isOver} onClick={() => void decide("approve")}>
          {sum ? t.cases.approve(sum) : t.cases.approvePlain}
        </Button>
        <Button onClick={() => void decide("refuse")}>{t.cases.refuse}</Button>
        <Button type="text" onClick={() => void decide("ask_more")}>
          {t.cases.askMore}
        </Button>
      </div>
    </section>
  );
}
