/** A case in the chat: its card, the steps on it, and how it keeps up with the service. */

import type { OwnCase } from "@huisheng/shared/cases";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeService } from "../../shared/tests/fake_service";
import { HuishengChat } from "../src/element";

let service: FakeService;
let element: HuishengChat;
let stored: OwnCase;

customElements.define("huisheng-chat", HuishengChat);

const NUMBER = "AS-26112200003";
const carriers = ["sf", "zto", "yto", "sto", "yunda", "jd", "ems"].map((value) => ({ value, title: value }));
const field = { required: true, options: [], least_fen: null, most_fen: null, value: null };
const asks = {
  carrier: { ...field, name: "carrier", title: "快递公司", kind: "choice" as const, options: carriers },
  number: { ...field, name: "parcel_number", title: "快递单号", kind: "text" as const },
};
const approved: OwnCase = {
  number: NUMBER,
  status: "approved",
  status_text: "已通过",
  kind: "return",
  route: "no_reason_return",
  route_text: "无理由退货",
  line: { title: "纯棉T恤", sku: "白 L", image_url: "/i.svg" },
  quantity: 1,
  refund_fen: 12_900,
  progress: {},
  timeline: {
    done: [
      {
        at: "2026-11-21T09:00:00+08:00",
        who: "bot",
        name: null,
        step: "",
        status: "applied",
        text: "申请已提交",
        note: "尺码不合适",
      },
      {
        at: "2026-11-21T09:00:01+08:00",
        who: "system",
        name: null,
        step: "",
        status: "approved",
        text: "申请通过了",
        note: "",
      },
    ],
    ahead: [
      { status: "returning", text: "寄回中" },
      { status: "refunded", text: "已退款" },
    ],
    next: { acts: "shopper", text: "请在 7 天内寄到仓库。", due_at: "2026-11-28T23:59:00+08:00" },
  },
  possible_steps: [
    { step: "give_parcel", title: "填快递单号", primary: true, asks: [asks.carrier, asks.number] },
    { step: "cancel", title: "撤销申请", primary: false, asks: [] },
  ],
};
const returning: OwnCase = {
  ...approved,
  status: "returning",
  status_text: "寄回中",
  timeline: { ...approved.timeline, next: { acts: "agent", text: "收到后 48 小时内验货。", due_at: null } },
  possible_steps: [],
};

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"] });
  vi.setSystemTime("2026-11-22T10:05:00+08:00");
  service = new FakeService().install();
  const customer = { id: 7, name: "林晓晴", is_signed_in: true };
  const visitor = { token: "t1", expires_at: "2026-11-22T22:00:00+08:00", customer };
  service.routes["POST /visitors"] = () => ({ status: 201, body: visitor });
  service.routes["GET /me/orders"] = () => ({ status: 200, body: { items: [] } });
  stored = approved;
  service.routes["GET /me/cases"] = () => ({ status: 200, body: { items: [stored] } });
  element = document.createElement("huisheng-chat") as HuishengChat;
  element.setAttribute("origin", "http://shop.test");
  element.setAttribute("lang", "zh-CN");
  document.body.append(element);
});

afterEach(() => {
  element.remove();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const root = () => element.shadowRoot as ShadowRoot;
const all = (selector: string) => [...root().querySelectorAll<HTMLElement>(selector)];
const one = <Kind extends HTMLElement>(selector: string) => {
  const found = root().querySelector<Kind>(selector);
  if (!found) throw new Error(`no ${selector} in ${root().textContent}`);
  return found;
};
const settle = async () => {
  for (let round = 0; round < 8; round += 1) await vi.advanceTimersByTimeAsync(20);
};
const opened = async () => {
  one(".launcher").click();
  await settle();
};
const press = async (title: string) => {
  const found = all("button").find((each) => each.textContent === title);
  if (!found) throw new Error(`no ${title} in ${root().textContent}`);
  found.click();
  await settle();
};
const tell = (text: string) =>
  service.say("", {
    author: "system",
    kind: "notice",
    body: { code: "case_changed", text, case_number: NUMBER },
  } as never);
const fillParcel = async () => {
  await press("填快递单号");
  const carrier = one<HTMLSelectElement>(".step-form select");
  carrier.value = "sf";
  carrier.dispatchEvent(new Event("change", { bubbles: true }));
  const number = one<HTMLInputElement>(".step-form input");
  number.value = " SF1234567890123 ";
  number.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
};

describe("the card of a case", () => {
  it("stands under the newest message that names it, with goods, sum, state, what comes and by when", async () => {
    service.say(`提交好了，售后单号 ${NUMBER}。`);
    tell("您的无理由退货通过了。");
    await opened();
    expect(all(".case")).toHaveLength(1);
    expect(one("[data-seq='2'] .case").textContent).toContain("¥129.00");
    expect(one(".case .badge").textContent).toBe("已通过");
    expect(one(".case [aria-current=step]").textContent).toContain("申请通过了");
    expect(one(".case .ahead").textContent).toBe("接下来：寄回中 › 已退款");
    expect(one(".case .now").textContent).toContain("11月28日 23:59 前");
    expect(one(".case .now").textContent).toContain("请在 7 天内寄到仓库。");
  });

  it("does not repeat what the message above it just said", async () => {
    tell("您的无理由退货通过了。请在 7 天内寄到仓库。");
    await opened();
    expect(one(".case .now").textContent).not.toContain("寄到仓库");
  });

  it("changes when the service tells that the case did", async () => {
    tell("通过了");
    await opened();
    stored = returning;
    tell("仓库等您的包裹");
    await settle();
    expect(one(".case .badge").textContent).toBe("寄回中");
    expect(all(".case-steps")).toEqual([]);
  });

  it("greets a shopper whom a case waits for, before anything was said", async () => {
    await opened();
    expect(one(".suggestion").textContent).toContain("在等您");
    expect(one(".suggestion .case").getAttribute("aria-label")).toBe(`售后单 ${NUMBER}`);
  });

  it("takes the place of the assistant's buttons for the same steps", async () => {
    const choices = [
      { id: "a", title: "填快递单号" },
      { id: "b", title: "转人工" },
    ];
    service.say("", { kind: "buttons", body: { text: `${NUMBER} 通过了`, choices } } as never);
    await opened();
    expect(all(".bubble .choice").map((each) => each.textContent)).toEqual(["转人工"]);
  });

  it("asks for no cases of somebody who is not signed in", async () => {
    const customer = { id: 8, name: "访客", is_signed_in: false };
    const visitor = { token: "t1", expires_at: "2026-11-22T22:00:00+08:00", customer };
    service.routes["POST /visitors"] = () => ({ status: 201, body: visitor });
    service.say(`单号 ${NUMBER}`);
    await opened();
    expect(service.requests).not.toContain("GET /me/cases");
  });
});

describe("a step on the card", () => {
  it("asks for what it needs in place, and sends it with a key", async () => {
    const sent: unknown[] = [];
    service.routes[`POST /me/cases/${NUMBER}/steps`] = (body) => {
      sent.push(body);
      return { status: 201, body: returning };
    };
    tell("通过了");
    await opened();
    await fillParcel();
    await press("提交");
    expect(sent).toEqual([{ step: "give_parcel", carrier: "sf", parcel_number: "SF1234567890123" }]);
    expect(one(".case .badge").textContent).toBe("寄回中");
  });

  it("cannot be sent before all is filled in", async () => {
    tell("通过了");
    await opened();
    await press("填快递单号");
    expect(one<HTMLButtonElement>(".step-form [type=submit]").disabled).toBe(true);
    await press("先不填");
    expect(all(".step-form")).toEqual([]);
  });

  it("shows the service's refusal in place, keeps what was written, and looks at the case again", async () => {
    const refusal = { error: "bad_parcel_number", detail: "这个单号不像顺丰的，请核对一下。" };
    service.routes[`POST /me/cases/${NUMBER}/steps`] = () => ({ status: 400, body: refusal });
    tell("通过了");
    await opened();
    const before = service.requests.filter((each) => each === "GET /me/cases").length;
    await fillParcel();
    await press("提交");
    expect(one(".case [role=alert]").textContent).toBe(refusal.detail);
    expect(one<HTMLInputElement>(".step-form input").value).toBe(" SF1234567890123 ");
    expect(service.requests.filter((each) => each === "GET /me/cases")).toHaveLength(before + 1);
  });

  it("repeats an unanswered step under the same key", async () => {
    const keys: (string | undefined)[] = [];
    const answer = fetch;
    vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
      if (!url.endsWith("/steps")) return answer(url, init);
      keys.push((init.headers as Record<string, string>)["idempotency-key"]);
      return Promise.reject(new TypeError("no network"));
    });
    tell("通过了");
    await opened();
    await fillParcel();
    await press("提交");
    expect(one(".case [role=alert]").textContent).toContain("网络");
    await press("提交");
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
    expect(keys[0]).toBeTruthy();
  });

  it("withdraws only after it asked back", async () => {
    const sent: unknown[] = [];
    service.routes[`POST /me/cases/${NUMBER}/steps`] = (body) => {
      sent.push(body);
      return { status: 201, body: { ...returning, status: "cancelled" } };
    };
    tell("通过了");
    await opened();
    await press("撤销申请");
    expect(sent).toEqual([]);
    await press("确认撤销");
    expect(sent).toEqual([{ step: "cancel" }]);
  });
});

it("names states, steps and fields in English when the page does", async () => {
  element.setAttribute("lang", "en");
  tell("通过了");
  await opened();
  expect(one(".case .badge").textContent).toBe("Approved");
  await press("Give the parcel number");
  expect(one(".step-form").textContent).toContain("Carrier");
});
