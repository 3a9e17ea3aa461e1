/** What this agent may do with a case now: one step at a time, with what it asks for, and one button. */
import { fieldName, stepName } from "@huisheng/shared/case_terms";
import { bodyOf, type CaseStep, type Draft, draftOf, missingIn } from "@huisheng/shared/cases";
import { money } from "@huisheng/shared/money";
import { Refusal } from "@huisheng/shared/rest";
import { useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Radio } from "antd";
import { useState } from "react";
import { CASES, caseKey, takeStep } from "../api/cases";
import { OWED } from "../api/commitments";
import { sentenceOf } from "../api/http";
import { useMe } from "../api/session";
import type { Case } from "../api/types";
import { useLanguage, useWords } from "../strings";
import { ProposalNote } from "./ProposalNote";
import { StepFields } from "./StepFields";
import { sumOf } from "./sums";

export function CaseSteps({ one }: { one: Case }) {
  const t = useWords();
  const language = useLanguage();
  const me = useMe();
  const steps = one.possible_steps;
  // Chosen for where the case stands: when something was done, the way on comes first again.
  const at = one.timeline.done.length;
  const [wanted, setWanted] = useState({ at, step: "" });
  const isOurs = one.timeline.next.acts === "agent";
  const first = isOurs ? (steps.find((each) => each.primary) ?? steps[0]) : undefined;
  const step = steps.find((each) => each.step === wanted.step && at === wanted.at) ?? first;
  const isOver = steps.some((each) => each.step === "propose") && one.refund_fen !== null;
  if (one.timeline.next.acts === null) return null;
  return (
    <section className="case-card decision">
      <h2>{t.cases.act}</h2>
      {one.proposal && <ProposalNote proposal={one.proposal} />}
      {isOver && (
        <Alert
          type="warning"
          showIcon
          title={t.cases.overLimit(money(me.refund_limit_fen), money(one.refund_fen ?? 0))}
        />
      )}
      {!isOurs && <p className="muted">{steps.length ? t.cases.waitsBut : t.cases.waits}</p>}
      {(steps.length > 1 || (steps.length > 0 && !isOurs)) && (
        <Radio.Group
          optionType="button"
          value={step?.step ?? null}
          aria-label={t.cases.act}
          options={steps.map((each) => ({ value: each.step, label: stepName(each, language) }))}
          onChange={(event) => setWanted({ at, step: event.target.value })}
        />
      )}
      {step && <StepForm key={`${at} ${step.step}`} one={one} step={step} />}
    </section>
  );
}

function StepForm({ one, step }: { one: Case; step: CaseStep }) {
  const t = useWords();
  const language = useLanguage();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [draft, setDraft] = useState<Draft>(() => draftOf(step.asks));
  const [trouble, setTrouble] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const name = stepName(step, language);
  const sum = sumOf(one, step, draft);

  const take = async () => {
    const missing = missingIn(step.asks, draft);
    if (missing.length) {
      setTrouble(t.cases.needed(missing.map((field) => fieldName(field, language)).join("、")));
      return;
    }
    setTrouble(null);
    setBusy(true);
    try {
      const changed = await takeStep(one.number, bodyOf(step, draft));
      cache.setQueryData(caseKey(one.number), changed);
      message.success(changed.status === one.status ? t.cases.noted : t.cases.status[changed.status], 2);
      for (const queryKey of [CASES, OWED, ["ticket"], ["customer"]])
        void cache.invalidateQueries({ queryKey });
    } catch (wrong) {
      setTrouble(sentenceOf(wrong));
      if (wrong instanceof Refusal && wrong.status === 409)
        void cache.invalidateQueries({ queryKey: caseKey(one.number) });
    }
    setBusy(false);
  };
  return (
    <form
      className="step-form"
      aria-label={name}
      onSubmit={(event) => {
        event.preventDefault();
        void take();
      }}
    >
      <StepFields
        step={step.step}
        asks={step.asks}
        draft={draft}
        onChange={(field, value) => setDraft((before) => ({ ...before, [field]: value }))}
      />
      {trouble && (
        <p className="is-failure" role="alert">
          {trouble}
        </p>
      )}
      <Button type={step.primary ? "primary" : "default"} htmlType="submit" loading={isBusy}>
        {sum === null ? name : `${name} ${money(sum)}`}
      </Button>
    </form>
  );
}
