/** The operator's page: a draft that knows what changes, a trial on stored cases, and saving with a reason. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { App } from "antd";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { MemoryRouter, Route, Routes } from "react-router";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as api from "../src/api/rules";
import * as session from "../src/api/session";
import type { Outcome, Replay, Rules } from "../src/api/types";
import { valueWords } from "../src/rules/ChangesTab";
import { drafted, NO_PROMISE, promiseOf, readDays, sought, withChange } from "../src/rules/draft";
import { outcomeWords } from "../src/rules/ReplayResult";
import RulesPage from "../src/rules/RulesPage";
import { zh } from "../src/strings/zh";

const RULES: Rules = {
  rules: [
    {
      id: "no_reason.right",
      law: "消费者权益保护法",
      article: "25",
      mark: "V",
      text: "七日内可以无理由退货",
      in_force_from: "2014-03-15",
      in_force_to: null,
      is_edited: false,
    },
    {
      id: "no_reason.notice",
      law: "暂行办法",
      article: "10",
      mark: "S",
      text: "七日内告知商家即可",
      in_force_from: "2017-03-15",
      in_force_to: null,
      is_edited: true,
    },
  ],
  promises: [{ category: "toys", ...NO_PROMISE, no_reason_days: 15 }],
  categories: [
    { id: "toys", name: "玩具" },
    { id: "clothing", name: "服装" },
  ],
  approve_by_rule_up_to_fen: 50_000,
  weekends_are_off: true,
  years: [{ year: 2027, source: "law", days_off: ["2027-01-01"], working_days: [] }],
  changes: [],
};
const OUTCOME: Outcome = {
  open: true,
  deadline: "2026-11-24T00:00:00+08:00",
  freight_payer: "shopper",
  refund_fen: 12900,
  amount_due_fen: 0,
  by_rule: true,
  cited: "消费者权益保护法 25",
};
const LIMIT: api.Change = { subject: "limit", key: "approve_by_rule_up_to_fen", value: { fen: 100 } };

describe("a draft", () => {
  it("keeps the last change of a setting, and none that changes nothing", () => {
    const once = withChange([], LIMIT, RULES);
    const twice = withChange(once, { ...LIMIT, value: { fen: 200 } }, RULES);
    expect(twice).toHaveLength(1);
    expect(drafted(twice, "limit", LIMIT.key)).toEqual({ fen: 200 });
    expect(withChange(twice, { ...LIMIT, value: { fen: 50_000 } }, RULES)).toEqual([]);
  });

  it("compares values whatever the order of their fields", () => {
    const { category: _, ...value } = { ...RULES.promises[0], category: "" };
    const turned = Object.fromEntries(Object.entries(value).reverse()) as unknown as api.PromiseValue;
    expect(withChange([], { subject: "promise", key: "toys", value: turned }, RULES)).toEqual([]);
    expect(promiseOf(RULES, "clothing")).toEqual(NO_PROMISE);
  });

  it("takes the notice of a year that has none as a change, even with the same days", () => {
    const value = { days_off: ["2027-01-01"], working_days: [] };
    expect(withChange([], { subject: "notice", key: "2027", value }, RULES)).toHaveLength(1);
  });

  it("reads days one a line or with commas", () => {
    expect(readDays("2027-02-06\n2027-02-07，2027-02-08, \n")).toEqual([
      "2027-02-06",
      "2027-02-07",
      "2027-02-08",
    ]);
  });

  it("finds rules by law, text and id", () => {
    expect(sought(RULES.rules, "暂行").map((rule) => rule.id)).toEqual(["no_reason.notice"]);
    expect(sought(RULES.rules, " ")).toHaveLength(2);
  });
});

describe("an outcome", () => {
  it("is told by the fields that changed alone", () => {
    expect(outcomeWords(OUTCOME, ["open", "freight_payer"], zh)).toBe("能否办理 可以 · 运费 顾客");
    expect(outcomeWords({ ...OUTCOME, open: null, cited: "" }, ["open", "cited"], zh)).toBe(
      "能否办理 要看情况 · 引用条文 相关规定",
    );
    expect(outcomeWords({ ...OUTCOME, by_rule: false }, ["by_rule", "refund_fen"], zh)).toBe(
      "自动通过 人工审核 · 退款 ¥129.00",
    );
  });
});

describe("a change in the history", () => {
  it("is told in words", () => {
    const value = { ...NO_PROMISE, no_reason_days: 30 };
    expect(valueWords(value, zh)).toBe("无理由退货天数 30 · 送运费险 否 · 退货运费由本店出 否 · 质保月数 —");
    expect(valueWords({ fen: 10_000 }, zh)).toBe("自动通过上限 ¥100.00");
    expect(valueWords({ days_off: ["2027-01-01"], working_days: [] }, zh)).toBe("放假 1 天 · 调休上班 0 天");
  });
});

describe("the page", () => {
  let root: Root;
  const role = vi.fn(() => "lead");

  async function show(tab = "limits") {
    const cache = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
    cache.setQueryData(api.RULES, RULES);
    await act(async () =>
      root.render(
        <QueryClientProvider client={cache}>
          <App>
            <MemoryRouter initialEntries={[`/rules/${tab}`]}>
              <Routes>
                <Route path="rules/:tab?" element={<RulesPage />} />
              </Routes>
            </MemoryRouter>
          </App>
        </QueryClientProvider>,
      ),
    );
  }

  async function type(field: HTMLInputElement, text: string) {
    await act(async () => {
      field.focus();
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(field, text);
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
    });
  }

  const button = (name: string) =>
    [...document.querySelectorAll("button")].find(
      (one) => one.textContent?.replace(/\s/g, "") === name,
    ) as HTMLButtonElement;

  /** A click, and a moment for the answer to come back. */
  const press = (name: string) =>
    act(async () => {
      button(name).click();
      await new Promise((done) => setTimeout(done, 20));
    });

  beforeEach(() => {
    vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
    document.body.replaceChildren();
    root = createRoot(document.body.appendChild(document.createElement("div")));
    vi.spyOn(session, "useMe").mockImplementation(() => ({ id: 1, name: "周敏", role: role() }) as never);
  });
  afterEach(() => {
    act(() => root.unmount());
    vi.restoreAllMocks();
  });

  it("is closed to agents", async () => {
    vi.spyOn(session, "useMe").mockReturnValue({ id: 2, name: "小林", role: "agent" } as never);
    await show();
    expect(document.body.textContent).toContain(zh.rules.leadOnly);
    expect(document.querySelector("#limit")).toBeNull();
  });

  it("shows every rule with source, article and mark", async () => {
    await show("rules");
    const text = document.body.textContent ?? "";
    for (const words of ["消费者权益保护法", "七日内可以无理由退货", "2014-03-15", zh.rules.edited])
      expect(text).toContain(words);
  });

  it("tries a change on stored cases and lists what would change, then saves it with a reason", async () => {
    const replay: Replay = {
      cases: 40,
      unread: 0,
      changed: 1,
      found: 1,
      counts: { by_rule: 1 },
      items: [
        {
          case_number: "AS-1",
          route: "no_reason_return",
          is_own: true,
          fields: ["by_rule"],
          before: OUTCOME,
          after: { ...OUTCOME, by_rule: false },
        },
      ],
    };
    const tried = vi.spyOn(api, "replayChanges").mockResolvedValue(replay);
    const saved = vi.spyOn(api, "saveChanges").mockResolvedValue(RULES);
    await show();
    expect(button(zh.rules.save)).toBeUndefined();
    await type(document.querySelector("#limit") as HTMLInputElement, "100");
    const change = [{ ...LIMIT, value: { fen: 10_000 } }];
    await press(zh.rules.tryOut);
    expect(tried.mock.calls[0]?.[0]).toEqual(change);
    expect(document.body.textContent).toContain(zh.rules.result(40, 1));
    expect(document.body.textContent).toContain("AS-1");
    await type(document.querySelector(".draft-note") as HTMLInputElement, "大促期间从严");
    await press(zh.rules.save);
    expect(saved).toHaveBeenCalledWith(change, "大促期间从严");
    expect(document.querySelector(".draft")).toBeNull();
  });

  it("throws a draft away", async () => {
    await show();
    await type(document.querySelector("#limit") as HTMLInputElement, "100");
    await press(zh.rules.discard);
    expect(document.querySelector(".draft")).toBeNull();
    expect((document.querySelector("#limit") as HTMLInputElement).value).toBe("500.00");
  });
});
