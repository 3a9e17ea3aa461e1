/** News in bursts becomes few refetches. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Gather } from "../src/live/gather";
import { callOf } from "../src/live/notices";

describe("gathering", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("hands a burst over once, each name once", () => {
    const handed: string[][] = [];
    const gather = new Gather((names) => handed.push([...names]), Date.now);
    for (const name of ["a", "b", "a"]) gather.add(name);
    vi.advanceTimersByTime(1_000);
    expect(handed).toEqual([["a", "b"]]);
  });

  it("keeps its distance while news goes on", () => {
    let count = 0;
    const gather = new Gather(() => count++, Date.now);
    for (let tick = 0; tick < 100; tick++) {
      gather.add(`t${tick}`);
      vi.advanceTimersByTime(100);
    }
    expect(count).toBeGreaterThanOrEqual(6);
    expect(count).toBeLessThanOrEqual(8);
  });

  it("hands nothing over after it was stopped", () => {
    const hand = vi.fn();
    const gather = new Gather(hand, Date.now);
    gather.add("a");
    gather.stop();
    vi.advanceTimersByTime(5_000);
    expect(hand).not.toHaveBeenCalled();
  });
});

describe("who is called to the desk", () => {
  const frame = { type: "ticket" as const, number: "TK-1", to_value: null, assignee_id: null };

  it("is everybody for a new ticket without an agent, its agent for one that was given", () => {
    expect(callOf({ ...frame, change: "opened" }, 2)).toBe("queued");
    expect(callOf({ ...frame, change: "opened", assignee_id: 3 }, 2)).toBeNull();
    expect(callOf({ ...frame, change: "assigned", assignee_id: 2 }, 2)).toBe("assigned");
    expect(callOf({ ...frame, change: "assigned", assignee_id: 3 }, 2)).toBeNull();
  });

  it("is the agent for an own breach, not for a warning", () => {
    expect(callOf({ ...frame, change: "sla", assignee_id: 2, to_value: "resolution_breached" }, 2)).toBe(
      "breached",
    );
    expect(callOf({ ...frame, change: "sla", assignee_id: 2, to_value: "resolution_warning" }, 2)).toBeNull();
  });
});
