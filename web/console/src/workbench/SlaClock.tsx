/** One service clock in words; red only when it is over. */
import { countdown, exactTime } from "@huisheng/shared/time";
import type { TicketRow } from "../api/types";
import { useNow } from "../live/clock";
import { useTimeWords } from "../parts/Time";
import { type Catalogue, type Language, useLanguage, useWords } from "../strings";
import { type Clock, firstAnswerClock, pressing, resolutionClock } from "./sla";

/** The two clocks above a conversation. */
export function SlaClocks({ ticket }: { ticket: TicketRow }) {
  const now = useNow();
  return (
    <span className="clocks">
      <ClockWords clock={firstAnswerClock(ticket, now)} />
      <ClockWords clock={resolutionClock(ticket, now)} />
    </span>
  );
}

function ClockWords({ clock }: { clock: Clock }) {
  const t = useWords();
  const language = useLanguage();
  const { past } = useTimeWords();
  if (clock.state === "none") return null;
  const words =
    clock.state === "met"
      ? clock.at
        ? t.sla.done(past(clock.at))
        : t.sla.met
      : clock.state === "paused"
        ? t.sla.paused
        : leftWords(clock, t, language);
  return (
    <span className={`clock is-${clock.state}`} title={clock.at ? exactTime(clock.at) : undefined}>
      {t.sla[clock.name]} <b>{words}</b>
    </span>
  );
}

/** The pressing clock of a row, short. */
export function RowClock({ ticket }: { ticket: TicketRow }) {
  const now = useNow();
  const t = useWords();
  const language = useLanguage();
  const clock = pressing(ticket, now);
  if (clock.state === "paused") return <span className="clock is-paused">{t.sla.paused}</span>;
  if (clock.left === null) return null;
  return (
    <span
      className={`clock is-${clock.state}`}
      title={clock.at ? `${t.sla[clock.name]} ${exactTime(clock.at)}` : undefined}
    >
      {t.sla[clock.name]} {leftWords(clock, t, language)}
    </span>
  );
}

function leftWords(clock: Clock, t: Catalogue, language: Language): string {
  const left = clock.left ?? 0;
  return left < 0 ? t.sla.overdue(countdown(-left, language)) : countdown(left, language);
}
