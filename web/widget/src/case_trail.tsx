/** How far a case has come: the last thing that happened, what comes, and all before behind one tap. */

import { doneName, stateName } from "@huisheng/shared/case_terms";
import type { CaseTimeline } from "@huisheng/shared/cases";
import { fill } from "@huisheng/shared/language";
import { exactTime, relativeTime } from "@huisheng/shared/time";
import { useScene } from "./scene";

type Done = CaseTimeline["done"][number];

export function CaseTrail({ timeline, isOver }: { timeline: CaseTimeline; isOver: boolean }) {
  const { words, language } = useScene();
  const [before, last] = [timeline.done.slice(0, -1), timeline.done.at(-1)];
  const ahead = timeline.ahead.map((stage) => stateName(stage.status, stage.text, language));
  return (
    <div class="stages">
      {before.length > 0 && (
        <details>
          <summary>{fill(words.caseBefore, { count: before.length })}</summary>
          <ol class="trail">
            {before.map((done) => (
              <Stage key={`${done.at} ${done.status} ${done.step}`} done={done} />
            ))}
          </ol>
        </details>
      )}
      <ol class={`trail ${isOver ? "" : "going"}`}>
        {last && <Stage done={last} isLast />}
        {ahead[0] && (
          <li class="ahead">
            <span>
              {fill(words.caseNext, { stage: ahead[0] })}
              {ahead.length > 1 && <em> › {ahead.slice(1).join(" › ")}</em>}
            </span>
          </li>
        )}
      </ol>
    </div>
  );
}

function Stage({ done, isLast = false }: { done: Done; isLast?: boolean }) {
  const { now, language } = useScene();
  return (
    <li class={isLast ? "last" : ""} aria-current={isLast ? "step" : undefined}>
      <p>
        {doneName(done, language)}
        <time dateTime={done.at} title={exactTime(done.at)}>
          {relativeTime(done.at, now, language)}
        </time>
      </p>
      {done.note && <p class="quiet">{done.note}</p>}
    </li>
  );
}
