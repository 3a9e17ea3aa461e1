/** What is not saved yet: tried on stored cases, put in force with a reason, or thrown away. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, DatePicker, Input } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useEffect, useState } from "react";
import { sentenceOf } from "../api/http";
import { type Change, RULES, replayChanges, saveChanges } from "../api/rules";
import { useWords } from "../strings";
import { ReplayResult } from "./ReplayResult";

export function DraftBar({ draft, onEmpty }: { draft: Change[]; onEmpty: () => void }) {
  const t = useWords();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [note, setNote] = useState("");
  const [period, setPeriod] = useState<[Dayjs, Dayjs]>(() => [dayjs().subtract(1, "month"), dayjs()]);
  const trial = useMutation({
    mutationFn: () =>
      replayChanges(
        draft,
        period[0].startOf("day").toISOString(),
        period[1].add(1, "day").startOf("day").toISOString(),
      ),
  });
  const save = useMutation({
    mutationFn: () => saveChanges(draft, note.trim()),
    onSuccess: (rules) => {
      cache.setQueryData(RULES, rules);
      message.success(t.rules.saved, 2);
      onEmpty();
    },
  });
  // A result speaks of the draft that was tried.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another draft makes the result old
  useEffect(() => trial.reset(), [draft]);
  const trouble = save.error ?? trial.error;
  return (
    <section className="draft" aria-label={t.rules.unsaved(draft.length)}>
      <div className="draft-line">
        <b>{t.rules.unsaved(draft.length)}</b>
        <span className="muted">{t.rules.period}</span>
        <DatePicker.RangePicker
          size="small"
          allowClear={false}
          value={period}
          onChange={(next) => next?.[0] && next[1] && setPeriod([next[0], next[1]])}
        />
        <Button size="small" loading={trial.isPending} onClick={() => trial.mutate()}>
          {t.rules.tryOut}
        </Button>
        <span className="head-space" />
        <Input
          size="small"
          className="draft-note"
          placeholder={t.rules.saveNote}
          aria-label={t.rules.saveNote}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        <Button size="small" type="primary" loading={save.isPending} onClick={() => save.mutate()}>
          {t.rules.save}
        </Button>
        <Button size="small" type="text" onClick={onEmpty}>
          {t.rules.discard}
        </Button>
      </div>
      {trouble && <Alert type="error" showIcon title={sentenceOf(trouble)} />}
      {trial.data && <ReplayResult replay={trial.data} />}
    </section>
  );
}
