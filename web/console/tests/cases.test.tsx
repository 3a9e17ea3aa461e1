/** A case on the console: whose turn it is, the form of a step, the second person, the list's filters. */

import { Refusal } from "@huisheng/shared/rest";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { App } from "antd";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { MemoryRouter } from "react-router";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as api from "../src/api/cases";
import * as http from "../src/api/http";
import * as session from "../src/api/session";
import type { Case } from "../src/api/types";
import { filtersIn } from "../src/cases/CaseFilterBar";
import { CaseState } from "../src/cases/CaseState";
import { CaseSteps } from "../src/cases/CaseSteps";
import { CaseTimeline } from "../src/cases/CaseTimeline";
import { sumOf } from "../src/cases/sums";
import { setLanguage } from "../src/strings";
import { en } from "../src/strings/en";
import { zh } from "../src/strings/zh";

const field = { required: false, options: [], least_fen: null, most_fen: null, value: null };
const note = { ...field, name: "note", title: "说明", kind: "text" as const };
const refund = { ...field, name: "refund_fen", title: "退款金额", kind: "money" as const, value: 12_900 };
const approve = {
  step: "approve",
  title: "通过",
  primary: true,
  asks: [{ ...refund, required: true }, note],
};
const refuse = { step: "refuse", title: "拒绝", primary: false, asks: [{ ...note, required: true }] };
const receive = { step: "receive", title: "登记收货", primary: true, asks: [note] };

const one = (change: Partial<Case> = {}): Case =>
  ({
    number: "AS-26112200003",
    status: "applied",
    status_text: "待审核",
    kind: "return",
    route: "no_reason_return",
    route_text: "无理由退货",
    refund_fen: 12_900,
    within_right: true,
    progress: {},
    proposal: null,
    timeline: {
      done: [
        {
          at: "2026-11-20T09:00:00+08:00",
          who: "bot",
          name: null,
          step: "",
          status: "applied",
          text: "申请已提交",
          note: "尺码不合适",
        },
      ],
      ahead: [{ status: "approved", text: "已通过" }],
      next: { acts: "agent", text: "同事会尽快看完。", due_at: "2026-11-22T10:00:00+08:00" },
    },
    possible_steps: [approve, refuse],
    ...change,
  }) as Case;

const next = (acts: string | null) => ({ ...one().timeline, next: { acts, text: "", due_at: null } });

let root: Root;

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

const body = () => document.body.textContent ?? "";
const click = async (text: string) => {
  const found = [...document.querySelectorAll<HTMLElement>("button, .ant-radio-button-wrapper")].find(
    (each) => each.textContent === text,
  );
  if (!found) throw new Error(`no ${text} in ${body()}`);
  await act(async () => (found.querySelector("input") ?? found).click());
};
const write = async (name: string, said: string) => {
  const box = document.querySelector<HTMLTextAreaElement>(`textarea[aria-label="${name}"]`);
  const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")?.set;
  await act(async () => {
    set?.call(box, said);
    box?.dispatchEvent(new Event("input", { bubbles: true }));
  });
};

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  document.body.replaceChildren();
  root = createRoot(document.body.appendChild(document.createElement("div")));
  vi.spyOn(session, "useMe").mockReturnValue({ id: 7, name: "小林", refund_limit_fen: 50_000 } as never);
});
afterEach(() => {
  act(() => root.unmount());
  setLanguage("zh-CN");
  vi.restoreAllMocks();
});

describe("a step of a case", () => {
  it("opens with the way on, names the sum on its button, and sends what it asks for", async () => {
    const sent = vi.spyOn(api, "takeStep").mockResolvedValue(one({ status: "approved" }));
    await show(<CaseSteps one={one()} />);
    await click("通过 ¥129.00");
    expect(sent).toHaveBeenCalledWith("AS-26112200003", { step: "approve", refund_fen: 12_900 });
  });

  it("asks for a reason before it refuses", async () => {
    const sent = vi.spyOn(api, "takeStep").mockResolvedValue(one({ status: "refused" }));
    await show(<CaseSteps one={one()} />);
    await click("拒绝");
    await act(async () => document.querySelector<HTMLElement>("form button[type=submit]")?.click());
    expect(document.querySelector("[role=alert]")?.textContent).toBe("请填写：说明");
    expect(sent).not.toHaveBeenCalled();
    await write("说明", "已穿过，影响二次销售");
    await act(async () => document.querySelector<HTMLElement>("form button[type=submit]")?.click());
    expect(sent).toHaveBeenCalledWith("AS-26112200003", { step: "refuse", note: "已穿过，影响二次销售" });
  });

  it("puts the way on first again when the case has moved", async () => {
    await show(<CaseSteps one={one()} />);
    await click("拒绝");
    await show(
      <CaseSteps
        one={one({ timeline: { ...one().timeline, done: [...one().timeline.done, ...one().timeline.done] } })}
      />,
    );
    expect(document.querySelector("form")?.getAttribute("aria-label")).toBe("通过");
  });

  it("shows the service's refusal where the button is", async () => {
    vi.spyOn(api, "takeStep").mockRejectedValue(new Refusal(403, "over_limit", "超出您的权限。"));
    await show(<CaseSteps one={one()} />);
    await click("通过 ¥129.00");
    expect(document.querySelector("form [role=alert]")?.textContent).toBe("超出您的权限。");
  });

  it("pushes nothing while it is the customer's turn, and is silent at the end", async () => {
    await show(<CaseSteps one={one({ timeline: next("shopper"), possible_steps: [receive] })} />);
    expect(body()).toContain(zh.cases.waitsBut);
    expect(document.querySelector("form")).toBeNull();
    await click("登记收货");
    expect(document.querySelector("form")).not.toBeNull();
    await show(<CaseSteps one={one({ timeline: next(null), possible_steps: [] })} />);
    expect(document.querySelector(".decision")).toBeNull();
  });
});

describe("a payment above the right", () => {
  const proposal = {
    amount_fen: 268_000,
    note: "质检报告已核对",
    proposed_by: "小林",
    proposed_at: "2026-11-22T09:00:00+08:00",
    may_decide: false,
  };

  it("says that a second person is needed", async () => {
    const propose = { step: "propose", title: "申请他人批准", primary: true, asks: [note] };
    await show(<CaseSteps one={one({ refund_fen: 268_000, possible_steps: [propose, refuse] })} />);
    expect(body()).toContain("¥500.00");
    expect(body()).toContain("¥2,680.00");
    expect(body()).toContain(zh.cases.noteInside);
  });

  it("tells its proposer that nobody approves their own, and the second person who asks for what and why", async () => {
    await show(<CaseSteps one={one({ proposal, possible_steps: [refuse] })} />);
    expect(body()).toContain(zh.cases.otherWord);
    const steps = [{ step: "approve_proposal", title: "批准付款", primary: true, asks: [note] }, refuse];
    await show(
      <CaseSteps one={one({ proposal: { ...proposal, may_decide: true }, possible_steps: steps })} />,
    );
    expect(body()).toContain("小林 申请付 ¥2,680.00");
    expect(body()).toContain("质检报告已核对");
    expect(body()).toContain("批准付款 ¥2,680.00");
  });

  it("names no sum on steps that pay nothing", () => {
    expect(sumOf(one(), receive, {})).toBeNull();
    expect(sumOf(one({ route: "exchange", refund_fen: null }), { ...approve, asks: [note] }, {})).toBeNull();
    const pay = { step: "refund", title: "退款", primary: true, asks: [] };
    expect(sumOf(one({ status: "refund_due" }), pay, {})).toBe(12_900);
  });
});

describe("where a case stands", () => {
  it("is told step by step, with whose turn it is and what comes", async () => {
    await show(<CaseTimeline one={one()} />);
    const stages = [...document.querySelectorAll(".stages li")].map((each) => each.textContent);
    expect(stages[0]).toContain("申请已提交 · 助手");
    expect(document.querySelector("[aria-current=step]")?.textContent).toContain("等我们");
    expect(stages[2]).toBe("已通过");
  });

  it("speaks English where the agent does", async () => {
    setLanguage("en");
    await show(<CaseTimeline one={one()} />);
    expect(body()).toContain("Application sent");
    await show(<CaseState one={one()} />);
    expect(body()).toBe(en.cases.status.applied);
  });

  it("is coloured by whose turn it is", async () => {
    for (const [acts, turn] of [
      ["agent", "ours"],
      ["shopper", "theirs"],
      [null, "over"],
    ] as const) {
      await show(<CaseState one={one({ timeline: next(acts) })} />);
      expect(document.querySelector(`.is-${turn}`)).not.toBeNull();
    }
  });
});

describe("the list", () => {
  it("shows what is under way unless the address says otherwise", () => {
    expect(filtersIn(new URLSearchParams())).toEqual({ state: "open", kind: null, parcel: null });
    const asked = new URLSearchParams("status=quoted&kind=repair&parcel=SF1");
    expect(filtersIn(asked)).toEqual({ state: "quoted", kind: "repair", parcel: "SF1" });
  });

  it("asks the service in its own words", () => {
    const asked = vi.spyOn(http, "call").mockResolvedValue({} as never);
    const path = (state: api.CaseFilters["state"], parcel: string | null = null) => {
      void api.getCases({ state, kind: null, parcel }, null);
      return asked.mock.lastCall?.[1];
    };
    expect(path("open", "SF1")).toBe("/aftersales/cases?is_open=true&parcel_number=SF1");
    expect(path("proposed")).toBe("/aftersales/cases?proposed=true");
    expect(path("any")).toBe("/aftersales/cases");
    expect(path("quoted")).toBe("/aftersales/cases?status=quoted");
  });
});
