/** Service clocks: running, near, over, paused, met. */
import { describe, expect, it } from "vitest";
import { firstAnswerClock, pressing, resolutionClock, SOON_SECONDS } from "../src/workbench/sla";

const NOW = Date.parse("2026-11-22T10:00:00+08:00");
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();
const ticket = (change: Record<string, unknown> = {}) => ({
  status: "open" as const,
  first_answer_due_at: at(30),
  first_answered_at: null,
  resolution_due_at: at(240),
  resolved_at: null,
  opened_at: at(-5),
  sla_state: "ok" as const,
  ...change,
});

describe("service clocks", () => {
  it("count down to the due time in whole seconds", () => {
    expect(firstAnswerClock(ticket(), NOW)).toEqual({
      name: "first",
      state: "running",
      left: 1800,
      at: at(30),
    });
    expect(firstAnswerClock(ticket(), NOW + 400).left).toBe(1799);
  });

  it("want attention shortly before the due time", () => {
    const due = at(SOON_SECONDS / 60);
    expect(firstAnswerClock(ticket({ first_answer_due_at: due }), NOW).state).toBe("warning");
    expect(firstAnswerClock(ticket({ first_answer_due_at: due }), NOW - 1000).state).toBe("running");
  });

  it("are over one second after the due time, not at it", () => {
    expect(resolutionClock(ticket({ resolution_due_at: at(0) }), NOW).state).toBe("warning");
    expect(resolutionClock(ticket({ resolution_due_at: at(0) }), NOW + 1000)).toMatchObject({
      state: "breached",
      left: -1,
    });
  });

  it("stand still while the customer is waited for", () => {
    const waiting = ticket({
      status: "waiting_customer",
      first_answered_at: at(-3),
      resolution_due_at: null,
    });
    expect(resolutionClock(waiting, NOW)).toMatchObject({ state: "paused", left: null });
    expect(pressing(waiting, NOW).state).toBe("paused");
  });

  it("run on while a third party is waited for", () => {
    expect(resolutionClock(ticket({ status: "waiting_third_party" }), NOW).state).toBe("running");
  });

  it("are met by the first answer and by the resolution", () => {
    expect(firstAnswerClock(ticket({ first_answered_at: at(-1) }), NOW)).toMatchObject({
      state: "met",
      at: at(-1),
    });
    const solved = ticket({ status: "resolved", resolved_at: at(-2), first_answered_at: at(-3) });
    expect(resolutionClock(solved, NOW)).toMatchObject({ state: "met", at: at(-2) });
  });

  it("show the row the one that ends first", () => {
    expect(pressing(ticket(), NOW).name).toBe("first");
    expect(pressing(ticket({ first_answered_at: at(-1) }), NOW).name).toBe("resolution");
    expect(pressing(ticket({ resolution_due_at: at(-1) }), NOW)).toMatchObject({
      name: "resolution",
      state: "breached",
    });
  });

  it("do not run on a solved ticket that nobody answered", () => {
    expect(firstAnswerClock(ticket({ status: "closed" }), NOW).state).toBe("none");
  });
});
