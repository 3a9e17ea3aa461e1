/** What the shopper may do with a case now: a tap is a yes; what needs more asks for it in place. */

import { stepName } from "@huisheng/shared/case_terms";
import { type CaseStep, type Draft, draftOf, missingIn, type OwnCase } from "@huisheng/shared/cases";
import { newClientId } from "@huisheng/shared/names";
import { Refusal } from "@huisheng/shared/rest";
import { wordsIn } from "@huisheng/shared/words";
import { useEffect, useRef, useState } from "preact/hooks";
import { StepFieldInput } from "./case_field";
import { useScene } from "./scene";

/** Withdrawn with one tap by mistake would be a pity: this one asks back. */
const CANCEL = "cancel";

export function CaseSteps({ one }: { one: OwnCase }) {
  const { language } = useScene();
  const [chosen, setChosen] = useState<string | null>(null);
  const { busy, trouble, take } = useTaking(one);
  const isTurn = one.timeline.next.acts === "shopper";
  const open = one.possible_steps.find((each) => each.step === chosen);
  if (!one.possible_steps.length) return null;
  const press = (step: CaseStep) => {
    if (step.asks.length || step.step === CANCEL) setChosen(chosen === step.step ? null : step.step);
    else void take(step, {});
  };
  return (
    <div class="case-steps">
      <div class="choices">
        {one.possible_steps.map((each) => (
          <button
            key={each.step}
            type="button"
            class={`choice ${each.primary && isTurn && !open ? "primary" : ""} ${each === open ? "picked" : ""}`}
            aria-expanded={each.asks.length || each.step === CANCEL ? each === open : undefined}
            disabled={busy !== null}
            onClick={() => press(each)}
          >
            {stepName(each, language)}
          </button>
        ))}
      </div>
      {open && (
        <StepForm
          key={open.step}
          step={open}
          isBusy={busy !== null}
          onSend={(draft) => void take(open, draft)}
          onLeave={() => setChosen(null)}
        />
      )}
      {trouble && (
        <p class="trouble" role="alert">
          {trouble}
        </p>
      )}
    </div>
  );
}

/** Send a step; the same again after no answer carries the same key, so that it is done once. */
function useTaking(one: OwnCase) {
  const { visit, language } = useScene();
  const [busy, setBusy] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const deed = useRef({ key: newClientId(), what: "" });
  useEffect(() => setTrouble(null), [one.status]);
  const take = async (step: CaseStep, draft: Draft) => {
    const what = JSON.stringify([step.step, draft]);
    if (deed.current.what !== what) deed.current = { key: newClientId(), what };
    setBusy(step.step);
    setTrouble(null);
    try {
      await visit.cases.take(one, step, draft, deed.current.key);
    } catch (error) {
      setTrouble(error instanceof Refusal ? error.message : wordsIn(language).unreachable);
    }
    setBusy(null);
  };
  return { busy, trouble, take };
}

interface FormProps {
  step: CaseStep;
  isBusy: boolean;
  onSend: (draft: Draft) => void;
  onLeave: () => void;
}

function StepForm({ step, isBusy, onSend, onLeave }: FormProps) {
  const { words, language } = useScene();
  const [draft, setDraft] = useState(() => draftOf(step.asks));
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const first = form.current?.querySelector<HTMLElement>("input, select, textarea, button");
    first?.focus({ preventScroll: true });
    form.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <form
      ref={form}
      class="step-form"
      aria-label={stepName(step, language)}
      onSubmit={(event) => {
        event.preventDefault();
        onSend(draft);
      }}
    >
      {step.step === CANCEL && <p class="quiet">{words.caseCancelSure}</p>}
      {step.asks.map((field) => (
        <StepFieldInput
          key={field.name}
          field={field}
          value={draft[field.name] ?? null}
          onChange={(value) => setDraft((before) => ({ ...before, [field.name]: value }))}
        />
      ))}
      <div class="choices">
        <button
          type="submit"
          class="choice primary"
          disabled={isBusy || missingIn(step.asks, draft).length > 0}
        >
          {step.step === CANCEL ? words.caseCancelYes : words.caseSend}
        </button>
        <button type="button" class="choice" disabled={isBusy} onClick={onLeave}>
          {step.step === CANCEL ? words.caseKeep : words.caseLater}
        </button>
      </div>
    </form>
  );
}
