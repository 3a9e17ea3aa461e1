/** A case from its first word to its end: what was done by whom, what happens now and until when, what comes. */
import { doneName, stateName } from "@huisheng/shared/case_terms";
import type { Case } from "../api/types";
import { Time } from "../parts/Time";
import { useLanguage, useWords } from "../strings";

export function CaseTimeline({ one }: { one: Case }) {
  const t = useWords();
  const language = useLanguage();
  const { done, ahead, next } = one.timeline;
  const whose =
    next.acts === "agent" ? t.cases.ours : next.acts === "shopper" ? t.cases.theirs : t.cases.over;
  return (
    <section className="case-history">
      <h2>{t.cases.progress}</h2>
      <ol className="stages">
        {done.map((each) => (
          <li key={`${each.at} ${each.status} ${each.step}`} className="is-done">
            <span>
              {doneName(each, language)}
              <span className="muted"> · {each.name ?? t.cases.actor[each.who] ?? each.who}</span>
            </span>
            <Time at={each.at} />
            {each.note && <p className="muted">{each.note}</p>}
          </li>
        ))}
        <li className={`is-now is-${next.acts ?? "over"}`} aria-current="step">
          <b>
            {t.cases.now}: {stateName(one.status, one.status_text, language)}
          </b>
          <span className="whose">
            {whose}
            {next.due_at && <DueBy at={next.due_at} />}
          </span>
          <p className="muted">{next.text}</p>
        </li>
        {ahead.map((each) => (
          <li key={each.status} className="is-ahead">
            <span className="muted">{stateName(each.status, each.text, language)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function DueBy({ at }: { at: string }) {
  return (
    <>
      {" · "}
      <Time at={at} due />
    </>
  );
}
