/** The learning page as a lead uses it: tick, name, undo; models side by side, one put to use. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { App } from "antd";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { MemoryRouter, Route, Routes } from "react-router";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Model, Score, Sentence, SentenceGroups } from "../src/api/learning";
import { keepSession } from "../src/api/session";
import type { Agent, Role } from "../src/api/types";
import { choicesOf } from "../src/learning/GroupCard";
import LearningPage from "../src/learning/LearningPage";
import { changeOf, isNotable, isWorse, shownOf } from "../src/learning/scores";
import { without } from "../src/learning/useDecisions";

const INTENTS = [
  { name: "track_parcel", title: "查物流" },
  { name: "report_quality", title: "质量问题" },
];
const AT = "2026-11-22T10:00:00+08:00";

const sentence = (id: number, text: string): Sentence => ({
  id,
  conversation_id: `c_${id}`,
  ticket_number: id === 1 ? "TK-1" : null,
  seq: 1,
  text,
  reasons: ["unsure"],
  guesses: [{ name: "track_parcel", title: "查物流", confidence: 0.31 }],
  suggested: null,
  suggested_by: null,
  corrected: null,
  state: "new",
  intent: null,
  created_at: AT,
});

const GROUPS: SentenceGroups = {
  items: [
    {
      sentences: [sentence(1, "件儿卡半道了"), sentence(2, "不动弹了")],
      guess: INTENTS[0] ?? null,
      guessed: 2,
      suggested: INTENTS[0] ?? null,
    },
    { sentences: [sentence(3, "领口开线咋整")], guess: null, guessed: 0, suggested: null },
  ],
  counts: { new: 3, named: 0, filed: 0, dropped: 0 },
};

const score = (more: Partial<Score>): Score => ({
  name: "own",
  unit: "share",
  cases: 888,
  before: 0.86,
  after: 0.88,
  ...more,
});

const model = (more: Partial<Model>): Model => ({
  version: "20261122-120000",
  state: "proposed",
  trained_at: AT,
  promoted_at: null,
  learnt: 3,
  is_loading: false,
  fits: true,
  problem: "",
  compared_with: "20261121-120000",
  scores: [score({})],
  replayed: 12,
  changed: 0,
  ...more,
});

let root: Root;
let asked: { method: string; path: string; body: unknown }[];
let models: Model[];

function answer(method: string, path: string): unknown {
  if (path === "/intents") return { items: INTENTS };
  if (path === "/learning/groups") return GROUPS;
  if (path === "/learning/decisions") return { changed: 2 };
  if (path === "/learning/models") return { items: models, events: [] };
  if (method === "POST") return { ...models[0], is_loading: true };
  return { items: [] };
}

async function settle() {
  for (let turn = 0; turn < 5; turn++) await act(async () => new Promise((done) => setTimeout(done, 5)));
}

async function open(tab: string, role: Role = "lead") {
  keepSession({
    token: "t",
    expires_at: "2099-01-01T00:00:00Z",
    agent: { id: 1, name: "周敏", role } as Agent,
  });
  await act(async () =>
    root.render(
      <QueryClientProvider client={new QueryClient()}>
        <App>
          <MemoryRouter initialEntries={[`/learning/${tab}`]}>
            <Routes>
              <Route path="/learning/:tab?" element={<LearningPage />} />
            </Routes>
          </MemoryRouter>
        </App>
      </QueryClientProvider>,
    ),
  );
  await settle();
}

const cards = () => [...document.querySelectorAll(".lesson")];
const posts = () => asked.filter((one) => one.method === "POST");

async function press(words: string, within: ParentNode = document) {
  const button = [...within.querySelectorAll("button")].find((one) =>
    one.textContent?.replaceAll(" ", "").includes(words.replaceAll(" ", "")),
  );
  if (!button) throw new Error(`no button ${words}`);
  await act(async () => button.click());
  await settle();
}

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  [asked, models] = [[], [model({})]];
  vi.stubGlobal("fetch", async (url: string, sent: RequestInit) => {
    const method = sent.method ?? "GET";
    const path = new URL(url, location.origin).pathname.replace("/api/v1", "");
    asked.push({ method, path, body: sent.body ? JSON.parse(String(sent.body)) : null });
    return new Response(JSON.stringify(answer(method, path)), {
      status: 200,
      headers: { "Content-Type": "application/json" },
    });
  });
  root = createRoot(document.body.appendChild(document.createElement("div")));
});
afterEach(async () => {
  await act(async () => root.unmount());
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

describe("sentences to learn", () => {
  it("stand by meaning, with why and what the assistant thought", async () => {
    await open("open");
    expect(cards()).toHaveLength(2);
    const [first] = cards();
    expect(first?.textContent).toContain("2 句");
    expect(first?.textContent).toContain("没把握 · 查物流 31%");
    expect(first?.querySelector("a")?.getAttribute("href")).toBe("/tickets/TK-1");
  });

  it("are named together, but for those that were unticked, and go at once", async () => {
    await open("open");
    const [first] = cards();
    const box = first?.querySelectorAll<HTMLInputElement>(".lesson-lines input")[1];
    await act(async () => box?.click());
    await press("命名 1 句", first);
    expect(posts()).toEqual([
      {
        method: "POST",
        path: "/learning/decisions",
        body: { ids: [1], decision: "named", intent: "track_parcel" },
      },
    ]);
  });

  it("cannot be named without a meaning, but filed or dropped, and taken back", async () => {
    await open("open");
    const second = cards()[1];
    const name = [...(second?.querySelectorAll("button") ?? [])].find(
      (one) => one.textContent === "命名 1 句",
    );
    expect(name?.disabled).toBe(true);
    await press("与业务无关", second);
    expect(posts()[0]?.body).toEqual({ ids: [3], decision: "filed", intent: null });
    await press("撤销");
    expect(posts()[1]?.body).toEqual({ ids: [3], decision: "new", intent: null });
  });

  it("are not for agents", async () => {
    await open("open", "agent");
    expect(cards()).toHaveLength(0);
    expect(asked.filter((one) => one.path.startsWith("/learning"))).toEqual([]);
  });

  it("offer first what the assistant thought of, and choose nothing by itself", () => {
    const guessed = {
      ...GROUPS.items[0],
      sentences: [sentence(1, "不动弹了")],
    } as SentenceGroups["items"][0];
    expect(choicesOf(guessed, INTENTS.toReversed()).map((one) => one.name)).toEqual([
      "track_parcel",
      "report_quality",
    ]);
  });

  it("leave the list before the service answers", () => {
    const left = without(GROUPS, new Set([1, 3]));
    expect(left.items.map((group) => group.sentences.map((one) => one.id))).toEqual([[2]]);
    expect(left.counts.new).toBe(1);
  });
});

describe("models", () => {
  it("stand side by side with the one before, what fell is pointed out", async () => {
    models = [
      model({ scores: [score({}), score({ name: "real", after: 0.8 })] }),
      model({
        version: "20261121-120000",
        state: "current",
        compared_with: null,
        scores: [],
        replayed: null,
      }),
    ];
    await open("models");
    const [first, second] = cards();
    expect(first?.textContent).toContain("+2.0");
    expect(first?.querySelector(".is-failure")?.textContent).toBe("−6.0");
    expect(second?.textContent).toContain("使用中");
    expect(second?.querySelector("button")).toBeNull();
  });

  it("are put to use after a second look", async () => {
    await open("models");
    await press("启用");
    expect(posts()).toEqual([]);
    const confirm = document.querySelector<HTMLButtonElement>(".ant-popconfirm .ant-btn-primary");
    await act(async () => confirm?.click());
    await settle();
    expect(posts().map((one) => one.path)).toEqual(["/learning/models/20261122-120000/promotions"]);
  });

  it("say why they could not be loaded, and that another software made them", async () => {
    models = [model({ problem: "新模型没能装上" }), model({ version: "20261101-120000", fits: false })];
    await open("models");
    expect(cards()[0]?.textContent).toContain("新模型没能装上");
    expect(cards()[1]?.textContent).toContain("重新训练");
    expect(cards()[1]?.querySelector("header button")).toBeNull();
  });
});

describe("scores in words", () => {
  it("are shares in points and times in milliseconds", () => {
    expect([shownOf(score({}), "before"), changeOf(score({}))]).toEqual(["86.0%", "+2.0"]);
    const speed = score({ unit: "milliseconds", before: 5.04, after: 4 });
    expect([shownOf(speed, "before"), changeOf(speed), isWorse(speed)]).toEqual(["5.0 ms", "−1.0 ms", false]);
    expect([shownOf(score({ before: null }), "before"), changeOf(score({ before: null }))]).toEqual([
      "–",
      "",
    ]);
    expect(changeOf(score({ after: 0.8601 }))).toBe("±0.0");
  });

  it("are shown in parts only where a part changes", () => {
    const part = score({ name: "own.order", after: 0.86 });
    expect([isNotable(part), isNotable(score({ name: "own.order" }))]).toEqual([false, true]);
    for (const name of ["real", "own", "own.answered_at_95", "speed.p99"])
      expect(isNotable(score({ name, after: 0.86 })), name).toBe(true);
  });

  it("call half a point less worse, a hair not", () => {
    expect(isWorse(score({ after: 0.855 }))).toBe(true);
    expect(isWorse(score({ after: 0.858 }))).toBe(false);
  });
});
