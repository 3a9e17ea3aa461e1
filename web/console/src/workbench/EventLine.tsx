/** What happened to the ticket between the messages: notes in yellow, the rest in one grey line. */
import { day, exactTime } from "@huisheng/shared/time";
import type { Status, TicketEvent } from "../api/types";
import { useSlowNow } from "../live/clock";
import { Time } from "../parts/Time";
import { type Catalogue, useLanguage, useWords } from "../strings";

export function DayLine({ at }: { at: string }) {
  const t = useWords();
  const now = useSlowNow();
  const language = useLanguage();
  const shown = day(at, now, language);
  const today = day(now, now, language);
  const yesterday = day(now - 86_400_000, now, language);
  return (
    <div className="day">
      {shown === today ? t.thread.today : shown === yesterday ? t.thread.yesterday : shown}
    </div>
  );
}

export function NoteLine({ event }: { event: TicketEvent }) {
  const t = useWords();
  return (
    <div className={`note${event.id < 0 ? " is-pending" : ""}`}>
      <div className="message-head">
        <span className="message-author">{event.actor_name ?? t.events.system}</span>
        <span>
          {t.thread.note} · {t.thread.notePrivate}
        </span>
        <Time at={event.at} />
      </div>
      <p className="plain">{event.reason}</p>
    </div>
  );
}

export function EventLine({ event }: { event: TicketEvent }) {
  const t = useWords();
  const isBreach = (event.kind === "sla" || event.kind === "promise") && event.to_value?.endsWith("breached");
  return (
    <div className={`event${isBreach ? " is-failure" : ""}`} title={exactTime(event.at)}>
      {eventWords(event, t)}
      {event.reason && event.kind !== "note" && <span> · {t.events.because(event.reason)}</span>}
    </div>
  );
}

/** An event as a sentence. */
export function eventWords(event: TicketEvent, t: Catalogue): string {
  const who = event.actor_name ?? actorName(event.actor, t);
  const status = (value: string | null) => t.status[value as Status] ?? value ?? "";
  switch (event.kind) {
    case "opened":
      return t.events.opened(who);
    case "moved":
      return t.events.moved(who, status(event.from_value), status(event.to_value));
    case "assigned":
      if (!event.to_value) return t.events.unassigned(who);
      return event.to_value === event.actor_name
        ? t.events.took(who)
        : t.events.assignedTo(who, event.to_value);
    case "classified":
      return t.events.classified(who, categoryWords(event.to_value, t));
    case "sla":
      return slaWords(event.to_value ?? "", t);
    case "case":
      return t.events.case(who, event.to_value ?? "");
    case "promise":
      return promiseWords(event, t);
    case "rated":
      return t.events.rated(event.to_value ?? "");
    case "linked":
      return t.events.linked(event.to_value ?? "");
    default:
      return t.events.other(who, event.to_value ?? event.kind);
  }
}

function actorName(actor: TicketEvent["actor"], t: Catalogue): string {
  const names = {
    bot: t.thread.bot,
    customer: t.thread.customer,
    agent: t.user.roles.agent,
    system: t.events.system,
  };
  return names[actor] ?? actor;
}

function categoryWords(value: string | null, t: Catalogue): string {
  return (value ?? "")
    .split("/")
    .map((name) => t.category[name] ?? name)
    .join(" / ");
}

/** `to_value` is kind and state of the commitment, such as refund_due_breached. */
function promiseWords(event: TicketEvent, t: Catalogue): string {
  const [, kind, state] = /^(.*)_([a-z]+)$/.exec(event.to_value ?? "") ?? [];
  const name = t.owed.kind[kind as keyof Catalogue["owed"]["kind"]] ?? kind ?? "";
  const { quote, escalated_to: lead } = event.data ?? {};
  const what = typeof quote === "string" && quote ? `${name} “${quote}”` : name;
  const said = t.owed.event[state as keyof Catalogue["owed"]["event"]]?.(what) ?? what;
  return typeof lead === "string" ? `${said} · ${t.owed.escalatedIn(lead)}` : said;
}

function slaWords(value: string, t: Catalogue): string {
  const clock = value.startsWith("first") ? t.sla.first : t.sla.resolution;
  return value.endsWith("breached") ? t.events.sla_breached(clock) : t.events.sla_warning(clock);
}
