/** What a service clock shows: how long is left, whether it stands still, when it was met. */
import type { TicketRow } from "../api/types";

export type ClockName = "first" | "resolution";
export type ClockState = "met" | "paused" | "running" | "warning" | "breached" | "none";

export interface Clock {
  name: ClockName;
  state: ClockState;
  /** Seconds until due, negative when over; null when it does not run. */
  left: number | null;
  /** When it is due or was met, ISO 8601; null when neither is known. */
  at: string | null;
}

type Timed = Pick<
  TicketRow,
  | "status"
  | "first_answer_due_at"
  | "first_answered_at"
  | "resolution_due_at"
  | "resolved_at"
  | "opened_at"
  | "sla_state"
>;

/** A due time within this of now wants attention even before the service's sweep says so. */
export const SOON_SECONDS = 10 * 60;

/** The clock for the first answer. `now` in milliseconds. */
export function firstAnswerClock(ticket: Timed, now: number): Clock {
  if (ticket.first_answered_at)
    return { name: "first", state: "met", left: null, at: ticket.first_answered_at };
  return running("first", ticket, ticket.first_answer_due_at, now);
}

/** The clock for the resolution. */
export function resolutionClock(ticket: Timed, now: number): Clock {
  const isEnded = ticket.status === "resolved" || ticket.status === "closed";
  if (isEnded) return { name: "resolution", state: "met", left: null, at: ticket.resolved_at };
  return running("resolution", ticket, ticket.resolution_due_at, now);
}

/** The clock that a row in the list shows: the one that ends first, else the paused one. */
export function pressing(ticket: Timed, now: number): Clock {
  const clocks = [firstAnswerClock(ticket, now), resolutionClock(ticket, now)];
  const going = clocks.filter((clock) => clock.left !== null);
  const soonest = going.sort((one, other) => (one.left ?? 0) - (other.left ?? 0))[0];
  return soonest ?? clocks.find((clock) => clock.state === "paused") ?? resolutionClock(ticket, now);
}

function running(name: ClockName, ticket: Timed, due: string | null, now: number): Clock {
  const isEnded = ticket.status === "resolved" || ticket.status === "closed";
  if (isEnded) return { name, state: "none", left: null, at: null };
  if (ticket.status === "waiting_customer" || !due) {
    return { name, state: ticket.status === "waiting_customer" ? "paused" : "none", left: null, at: null };
  }
  const left = Math.floor((Date.parse(due) - now) / 1000);
  if (left < 0) return { name, state: "breached", left, at: due };
  return { name, state: left <= SOON_SECONDS ? "warning" : "running", left, at: due };
}
