/** The widget as a shopper meets it, on a service in memory. */

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { conversation, text } from "../../shared/tests/builders";
import { FakeService } from "../../shared/tests/fake_service";
import { HuishengChat } from "../src/element";

let service: FakeService;
let element: HuishengChat;

customElements.define("huisheng-chat", HuishengChat);

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"] });
  vi.setSystemTime("2026-11-22T10:05:00+08:00");
  service = new FakeService().install();
  const customer = { id: 7, name: "林晓晴", is_signed_in: false };
  const visitor = { token: "t1", expires_at: "2026-11-22T22:00:00+08:00", customer };
  service.routes["POST /visitors"] = () => ({ status: 201, body: visitor });
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
const texts = (selector: string) => all(selector).map((each) => each.textContent);
const settle = async () => {
  for (let round = 0; round < 8; round += 1) await vi.advanceTimersByTimeAsync(20);
};
const opened = async () => {
  one(".launcher").click();
  await settle();
};
const write = async (said: string) => {
  const box = one<HTMLTextAreaElement>(".composer textarea");
  box.value = said;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
};
const press = async (key: string, with_: KeyboardEventInit = {}) => {
  const event = new KeyboardEvent("keydown", {
    key,
    bubbles: true,
    composed: true,
    cancelable: true,
    ...with_,
  });
  one(".composer textarea").dispatchEvent(event);
  await settle();
};

describe("launcher", () => {
  it("asks the service for nothing before it is opened", async () => {
    await settle();
    expect(service.requests).toEqual([]);
    expect(service.sockets).toEqual([]);
    expect(all(".panel")).toEqual([]);
  });

  it("opens the last conversation, and goes by Escape", async () => {
    service.say("您好，我在");
    await opened();
    expect(texts(".bubble .text")).toEqual(["您好，我在"]);
    expect(one(".panel").getAttribute("role")).toBe("dialog");
    await press("Escape");
    expect(all(".panel")).toEqual([]);
  });

  it("counts what arrives while it is shut", async () => {
    service.say("您好");
    await opened();
    one(".close").click();
    await settle();
    service.say("还在吗");
    await settle();
    expect(one(".unread").textContent).toBe("1");
    expect(one(".launcher").getAttribute("aria-label")).toContain("1 条新消息");
  });
});

describe("talking", () => {
  it("sends with Enter and ticks what was stored, then what was seen", async () => {
    await opened();
    await write("查物流");
    await press("Enter");
    expect(service.log.map((each) => each.body)).toEqual([{ text: "查物流" }]);
    expect(one(".mark").textContent).toBe("✓");
    service.say("已到上海");
    await settle();
    expect(one(".mark").textContent).toBe("✓✓");
  });

  it("does not send while an input method composes, nor with Shift", async () => {
    await opened();
    await write("chawuliu");
    await press("Enter", { isComposing: true });
    await press("Enter", { shiftKey: true });
    expect(service.log).toEqual([]);
  });

  it("counts from 900, and keeps a text that is too long in the box with a kind word", async () => {
    await opened();
    await write("很".repeat(950));
    expect(one(".counter").textContent).toContain("还能写 50 字");
    await write("😀".repeat(1001));
    await press("Enter");
    expect(service.log).toEqual([]);
    expect(one<HTMLTextAreaElement>(".composer textarea").value).toHaveLength(2002);
    expect(one(".counter[role=alert]").textContent).toContain("还在输入框里");
  });

  it("keeps a refused message with the reason and a way to try again", async () => {
    await opened();
    service.refusal = { error: "too_fast", detail: "说得太快了，歇一下" };
    await write("在吗");
    await press("Enter");
    expect(one(".failed").textContent).toContain("说得太快了，歇一下");
    service.refusal = null;
    one(".failed .link").click();
    await settle();
    expect(all(".failed")).toEqual([]);
    expect(service.log).toHaveLength(1);
  });

  it("shows markup as the text that it is", async () => {
    service.say('<img src=x onerror="alert(1)">');
    await opened();
    expect(texts(".bubble .text")).toEqual(['<img src=x onerror="alert(1)">']);
    expect(all(".bubble img")).toEqual([]);
  });

  it("links a source only by http", async () => {
    const source = { title: "退换规则", url: "/help/returns" };
    service.say("七天内可以退", { body: { text: "七天内可以退", source } } as never);
    service.say("坏链接", {
      body: { text: "坏链接", source: { title: "点我", url: "javascript:alert(1)" } },
    } as never);
    await opened();
    expect(all(".source a").map((each) => each.getAttribute("href"))).toEqual([
      "http://shop.test/help/returns",
    ]);
  });
});

describe("choices and people", () => {
  it("says what was tapped and closes the question", async () => {
    service.say("想怎么退", {
      kind: "buttons",
      body: {
        text: "想怎么退",
        choices: [
          { id: "a", title: "七天无理由" },
          { id: "b", title: "先不弄了" },
        ],
      },
    } as never);
    await opened();
    one(".choice").click();
    await settle();
    expect(service.sockets[0]?.sent.at(-2)).toMatchObject({ type: "choose", seq: 1, choice: "a" });
    expect(all(".choice").every((each) => (each as HTMLButtonElement).disabled)).toBe(true);
  });

  it("shows the quick entries that the service offers now", async () => {
    service.conversation = conversation({ quick_replies: [{ id: "q_track", title: "查物流" }] });
    await opened();
    expect(texts(".chip")).toEqual(["查物流"]);
    service.tell({
      type: "conversation",
      conversation: conversation({ owner: "agent", agent: { name: "小林" } }),
    });
    await settle();
    expect(all(".chip")).toEqual([]);
    expect(one(".state").textContent).toBe("小林 为您服务");
  });

  it("tells the place in the queue and how long it takes", async () => {
    const queue = { position: 4, eta_seconds: 120 };
    service.conversation = conversation({ owner: "queue", queue });
    await opened();
    expect(one(".state").textContent).toBe("前面还有 3 位 · 约 2 分钟");
    expect(one<HTMLButtonElement>(".handoff").disabled).toBe(true);
  });

  it("calls a person with the button that is always there", async () => {
    await opened();
    one(".handoff").click();
    await settle();
    expect(service.sockets[0]?.sent.some((each) => each.type === "handoff")).toBe(true);
  });

  it("shows how far a task has come", async () => {
    const form = { name: "return", title: "申请退货", step: 2, of: 4 };
    service.conversation = conversation({ form });
    await opened();
    expect(one("[role=progressbar]").getAttribute("aria-label")).toBe("申请退货 · 第 2 步，共 4 步");
  });

  it("takes a message while nobody is there, and gives its ticket number", async () => {
    const left: unknown[] = [];
    service.routes["POST /conversations/c_1/offline-messages"] = (body) => {
      left.push(body);
      return { status: 201, body: { ticket_number: "TK-1" } };
    };
    const body = { code: "nobody_online", text: "现在没有同事在线", ticket_number: null };
    service.say("", { author: "system", kind: "notice", body } as never);
    await opened();
    const box = one<HTMLTextAreaElement>(".leave textarea");
    box.value = "明天能送到吗";
    box.dispatchEvent(new Event("input", { bubbles: true }));
    await settle();
    one(".leave button").click();
    await settle();
    expect(left).toEqual([{ text: "明天能送到吗", contact: null }]);
    expect(one(".notice").textContent).toContain("TK-1");
  });

  it("asks for assistant, person and outcome apart, and thanks", async () => {
    const rated: unknown[] = [];
    service.routes["POST /conversations/c_1/ratings"] = (body) => {
      rated.push(body);
      return { status: 201, body: { thanks: "谢谢您", reopened: false } };
    };
    const body = { text: "怎么样", survey_url: null, asks: ["person", "outcome"], ticket_number: null };
    service.say("", { author: "system", kind: "survey", body } as never);
    await opened();
    expect(texts(".rating legend")).toEqual(["人工客服怎么样？", "问题解决了吗？"]);
    const [person, outcome] = [all(".rating input")[3], all(".rating input")[5]];
    person?.click();
    outcome?.click();
    await settle();
    one(".rating button").click();
    await settle();
    expect(rated).toEqual([{ bot: null, person: 4, outcome: "solved", comment: "" }]);
    expect(one(".survey").textContent).toContain("谢谢您");
  });
});

describe("cards", () => {
  const line = {
    id: "l1",
    product_id: "p1",
    title: "纯棉T恤",
    sku: "白 L",
    image_url: "/i.svg",
    unit_price_fen: 12_900,
    quantity: 2,
    paid_fen: 25_800,
    status_text: "运输中",
    choices: [{ id: "c1", title: "申请售后" }],
  };
  const parcel = {
    number: "78012345600017",
    carrier: "中通快递",
    status_text: "运输中",
    expected_at: "2026-11-23T18:00:00+08:00",
    events: [
      { at: "2026-11-22T09:12:00+08:00", place: "上海", text: "已到达" },
      { at: "2026-11-21T22:40:00+08:00", place: "嘉兴", text: "已发出" },
    ],
  };
  const order = { number: "2611200001234", status: "shipped", status_text: "运输中", lines: [line], parcel };
  const orders = [{ ...order, ordered_at: "2026-11-20T20:14:00+08:00", total_fen: 25_800, choices: [] }];

  it("show an order with its parcel, and act on the line that was tapped", async () => {
    service.say("", { kind: "order_card", body: { text: "您的订单", orders } } as never);
    await opened();
    expect(one(".goods").textContent).toContain("¥129.00 × 2");
    expect(one(".expected").textContent).toBe("预计 明天 18:00 送达");
    expect(texts(".trail li")).toHaveLength(2);
    one(".goods .choice").click();
    await settle();
    expect(service.sockets[0]?.sent.some((each) => each.type === "choose" && each.choice === "c1")).toBe(
      true,
    );
  });
});

it("shows the words of a kind that it does not know yet", async () => {
  service.log.push({ ...text(1, "新的卡片"), kind: "hologram" } as never);
  await opened();
  expect(texts(".bubble .text")).toEqual(["新的卡片"]);
});

it("speaks English when the page does", async () => {
  element.setAttribute("lang", "en");
  await opened();
  expect(one(".handoff").textContent).toBe("Talk to a person");
});
