/** The ledger in the console: what presses, in which order, and the one click after sending. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { App } from "antd";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { MemoryRouter } from "react-router";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as api from "../src/api/commitments";
import * as session from "../src/api/session";
import type { Commitment, Ticket } from "../src/api/types";
import { OwedCard } from "../src/commitments/OwedCard";
import { inOrder, leftOf, proposedTo } from "../src/commitments/owed";
import { ProposedBar } from "../src/commitments/ProposedBar";
import { callOf } from "../src/live/notices";
import { zh } from "../src/strings/zh";
import { eventWords } from "../src/workbench/EventLine";

const NOW = Date.parse("2026-11-22T10:00:00+08:00");
const at = (hours: number) => new Date(NOW + hours * 3_600_000).toISOString();

const one = (change: Partial<Commitment> = {}): Commitment => ({
  id: 1,
  kind: "promised_by_agent",
  state: "open",
  due_at: at(8),
  provisional: false,
  is_statutory: false,
  rule: null,
  quote: "今天18点前给您回电",
  made_at: at(-1),
  breached_at: null,
  settled_at: null,
  settled_by: null,
  reason: "",
  owner: { id: 7, name: "小林" },
  escalated_to: null,
  customer: { id: 3, name: "李女士" },
  ticket_number: "TK-1",
  case_number: null,
  conversation_id: "c_1",
  ...change,
});

let root: Root;
const role = vi.fn(() => "agent");

async function show(page: React.ReactNode) {
  await act(async () =>
    root.render(
      <QueryClientProvider client={new QueryClient()}>
        <App>
          <MemoryRouter>{page}</MemoryRouter>
        </App>
      </QueryClientProvider>,
    ),
  );
}

const button = (name: string) =>
  [...document.querySelectorAll("button")].find((each) => each.textContent === name) as HTMLButtonElement;
const click = (name: string) => act(async () => button(name).click());

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  document.body.replaceChildren();
  root = createRoot(document.body.appendChild(document.createElement("div")));
  vi.spyOn(session, "useMe").mockImplementation(() => ({ id: 7, name: "小林", role: role() }) as never);
});
afterEach(() => {
  act(() => root.unmount());
  vi.restoreAllMocks();
});

describe("what is owed", () => {
  it("counts down, warns when the service said so, and is over at once when the clock says so", () => {
    expect(leftOf(one(), NOW)).toEqual({ left: 8 * 3600, state: "running" });
    expect(leftOf(one({ state: "warned" }), NOW).state).toBe("warning");
    expect(leftOf(one({ due_at: at(-1) }), NOW)).toEqual({ left: -3600, state: "breached" });
  });

  it("stands with the soonest first, and what is settled below", () => {
    const all = [one({ id: 1, due_at: at(9) }), one({ id: 2, state: "kept" }), one({ id: 3, due_at: at(2) })];
    expect(inOrder(all).map((each) => each.id)).toEqual([3, 1, 2]);
  });

  it("asks only the one who said it", () => {
    const all = [one({ state: "proposed" }), one({ id: 2 }), one({ id: 3, state: "proposed", owner: null })];
    expect(proposedTo(all, 7).map((each) => each.id)).toEqual([1]);
  });
});

describe("after sending", () => {
  const ticket = (commitments: Commitment[]) => ({ number: "TK-1", commitments }) as Ticket;

  it("writes a promise down with one click", async () => {
    const move = vi.spyOn(api, "moveOwed").mockResolvedValue(one());
    await show(<ProposedBar ticket={ticket([one({ state: "proposed" })])} />);
    expect(document.body.textContent).toContain("今天18点前给您回电");
    await click(zh.owed.confirm);
    expect(move).toHaveBeenCalledWith(1, { to: "open", reason: "" });
  });

  it("waves it off with one click, and shows nothing without one", async () => {
    const move = vi.spyOn(api, "moveOwed").mockResolvedValue(one());
    await show(<ProposedBar ticket={ticket([one({ state: "proposed" })])} />);
    await click(zh.owed.dismiss);
    expect(move).toHaveBeenCalledWith(1, { to: "dropped", reason: "" });
    await show(<ProposedBar ticket={ticket([one()])} />);
    expect(document.querySelector(".proposed")).toBeNull();
  });
});

describe("a commitment's card", () => {
  it("lets anybody keep a promise", async () => {
    const move = vi.spyOn(api, "moveOwed").mockResolvedValue(one());
    await show(<OwedCard one={one()} />);
    await click(zh.owed.keep);
    expect(move).toHaveBeenCalledWith(1, { to: "kept", reason: "" });
  });

  it("lets only a lead end what the law asks", async () => {
    const law = one({ kind: "refund_due", is_statutory: true, quote: "" });
    await show(<OwedCard one={law} />);
    expect(button(zh.owed.keep).disabled).toBe(true);
    role.mockReturnValue("lead");
    await show(<OwedCard one={{ ...law, id: 2 }} />);
    expect(button(zh.owed.keep).disabled).toBe(false);
    role.mockReturnValue("agent");
  });

  it("says how it ended", async () => {
    await show(<OwedCard one={one({ state: "kept", breached_at: at(-1), settled_by: "小林" })} />);
    expect(document.body.textContent).toContain(zh.owed.keptLate);
    expect(button(zh.owed.keep)).toBeUndefined();
  });
});

describe("news of promises", () => {
  const event = (to_value: string, data: object | null = null) =>
    ({
      id: 1,
      at: at(0),
      actor: "system",
      actor_name: null,
      kind: "promise",
      from_value: null,
      to_value,
      reason: "",
      data,
    }) as never;

  it("are sentences in the ticket's history", () => {
    expect(eventWords(event("refund_due_warned"), zh)).toBe("退款法定将到期");
    const data = { escalated_to: "周敏", quote: "明天给您回电" };
    expect(eventWords(event("promised_by_agent_breached", data), zh)).toBe(
      "承诺 “明天给您回电”已逾期 · 上报 周敏",
    );
  });

  it("call the leads and whoever has the ticket, nobody else", () => {
    const frame = {
      type: "ticket",
      number: "TK-1",
      change: "promise",
      to_value: "stalling_breached",
      assignee_id: 4,
    };
    expect(callOf(frame as never, 4)).toBe("promise");
    expect(callOf(frame as never, 5)).toBeNull();
    expect(callOf(frame as never, 5, true)).toBe("promise");
    expect(callOf({ ...frame, to_value: "stalling_warned" } as never, 5, true)).toBeNull();
  });
});
