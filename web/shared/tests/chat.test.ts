/** The line to the service: cuts, doubles, gaps, refusals, and REST when no socket gets through. */

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Chat, type Link } from "../src/chat";
import { shown } from "../src/conversation";
import { Rest } from "../src/rest";
import { FakeService } from "./fake_service";

let service: FakeService;
let tokens: string[];
let chat: Chat;
let links: Link[];
const troubles: string[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  service = new FakeService().install();
  tokens = ["t1"];
  links = [];
  troubles.length = 0;
  chat = new Chat({
    rest: new Rest({ origin: "http://shop.test" }),
    address: "ws://shop.test/api/v1/chat",
    token: async (fresh) => {
      if (fresh) tokens.push(`t${tokens.length + 1}`);
      return tokens.at(-1) ?? "";
    },
    lastConversation: () => null,
    onChange: (_, link) => links.at(-1) === link || links.push(link),
    onTrouble: (detail) => troubles.push(detail),
  });
});

afterEach(() => {
  chat.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
const said = () => shown(chat.state).map((one) => (one.kind === "text" ? one.body.text : one.kind));
const started = async () => {
  chat.start();
  await pass(10);
};

describe("on a good line", () => {
  it("says hello with nothing known and shows the log", async () => {
    service.say("您好");
    await started();
    expect(service.hellos[0]).toMatchObject({ token: "t1", last_seq: 0, conversation_id: null });
    expect(said()).toEqual(["您好"]);
    expect(chat.link).toBe("live");
  });

  it("turns a bubble into a stored message", async () => {
    await started();
    chat.say("查物流");
    expect(chat.state.pending).toHaveLength(1);
    await pass(10);
    expect(chat.state.pending).toEqual([]);
    expect(said()).toEqual(["查物流"]);
  });

  it("keeps a refused message in sight and sends it again under the same name", async () => {
    await started();
    service.refusal = { error: "too_fast", detail: "说得太快了" };
    chat.say("一");
    await pass(10);
    const id = chat.state.pending[0]?.frame.client_id ?? "";
    expect(chat.state.pending[0]).toMatchObject({ status: "failed", detail: "说得太快了" });
    service.refusal = null;
    chat.retry(id);
    await pass(10);
    expect(service.log.map((one) => one.client_id)).toEqual([id]);
    expect(chat.state.pending).toEqual([]);
  });

  it("asks for what is missing when a number was skipped", async () => {
    service.say("一");
    await started();
    const silent = service.sockets[0];
    if (silent) silent.readyState = 0;
    service.say("二");
    if (silent) silent.readyState = 1;
    service.say("三");
    await pass(10);
    expect(said()).toEqual(["一", "二", "三"]);
    expect(service.requests).toContain("GET /conversations/c_1/messages");
  });

  it("tells a read mark once", async () => {
    service.say("一");
    await started();
    chat.read(1);
    chat.read(1);
    const reads = service.sockets[0]?.sent.filter((one) => one.type === "read");
    expect(reads).toEqual([{ type: "read", seq: 1 }]);
  });

  it("pings, and gives a silent line up", async () => {
    await started();
    await pass(25_000);
    expect(service.sockets[0]?.sent.some((one) => one.type === "ping")).toBe(true);
    service.isDeaf = true;
    await pass(37_000);
    expect(service.sockets.length).toBeGreaterThan(1);
  });

  it("renews an expired token on the same line and goes on where it was", async () => {
    service.say("一");
    await started();
    service.expired.add("t1");
    service.tell({ type: "refused", client_id: null, error: "token_expired", detail: "登录已过期" });
    await pass(10);
    expect(service.hellos.at(-1)).toMatchObject({ token: "t2", last_seq: 1, conversation_id: "c_1" });
    expect(service.sockets).toHaveLength(1);
  });

  it("shows a refusal that belongs to nothing", async () => {
    await started();
    service.tell({ type: "refused", client_id: null, error: "internal", detail: "出了点问题" });
    expect(troubles).toEqual(["出了点问题"]);
  });

  it("leaves a closed conversation with the next words", async () => {
    service.conversation = { ...service.conversation, owner: "closed" };
    service.say("再见");
    await started();
    service.conversation = { ...service.conversation, id: "c_2", owner: "bot", last_seq: 0 };
    service.log = [];
    chat.say("新问题");
    await pass(10);
    expect(service.hellos.at(-1)).toMatchObject({ last_seq: 0, conversation_id: null });
    expect(service.log.map((one) => one.body)).toEqual([{ text: "新问题" }]);
    expect(chat.state.pending).toEqual([]);
  });
});

describe("on a bad line", () => {
  it("comes back after a cut with what it missed, and hands over what was said meanwhile", async () => {
    service.say("一");
    await started();
    service.cut();
    service.say("二");
    chat.say("断线时说的");
    await pass(1_000);
    expect(service.hellos.at(-1)).toMatchObject({ last_seq: 1, conversation_id: "c_1" });
    expect(said()).toEqual(["一", "二", "断线时说的"]);
    expect(chat.state.pending).toEqual([]);
  });

  it("stores once what it hands over twice", async () => {
    await started();
    service.isDeaf = true;
    chat.say("只此一次");
    await pass(10);
    const id = chat.state.pending[0]?.frame.client_id ?? "";
    service.store(id, "只此一次");
    service.isDeaf = false;
    service.cut();
    await pass(1_000);
    expect(service.log).toHaveLength(1);
    expect(said()).toEqual(["只此一次"]);
  });

  it("shows a message as failed when nobody answers, and still delivers it later", async () => {
    await started();
    service.hasSockets = false;
    service.hasHttp = false;
    service.cut();
    chat.say("听得到吗");
    await pass(13_000);
    expect(chat.link).toBe("offline");
    expect(chat.state.pending[0]).toMatchObject({ status: "failed", detail: null });
    service.hasSockets = true;
    service.hasHttp = true;
    await pass(16_000);
    expect(chat.state.pending).toEqual([]);
    expect(said()).toEqual(["听得到吗"]);
    expect(chat.link).toBe("live");
  });

  it("talks over REST where no socket gets through", async () => {
    service.hasSockets = false;
    service.say("您好");
    chat.start();
    await pass(5_000);
    expect(chat.link).toBe("slow");
    expect(said()).toEqual(["您好"]);
    chat.say("查物流");
    await pass(100);
    expect(chat.state.pending).toEqual([]);
    service.say("在路上");
    await pass(4_000);
    expect(said()).toEqual(["您好", "查物流", "在路上"]);
  });

  it("returns to the socket when it gets through again", async () => {
    service.hasSockets = false;
    chat.start();
    await pass(5_000);
    service.hasSockets = true;
    await pass(16_000);
    expect(links.at(-1)).toBe("live");
    const asked = service.requests.length;
    await pass(10_000);
    expect(service.requests).toHaveLength(asked);
  });

  it("tries at once when the browser is online again", async () => {
    const listeners = new Map<string, () => void>();
    vi.stubGlobal("addEventListener", (name: string, then: () => void) => listeners.set(name, then));
    vi.stubGlobal("removeEventListener", (name: string) => listeners.delete(name));
    await started();
    service.hasSockets = false;
    service.cut();
    await pass(20_000);
    service.hasSockets = true;
    listeners.get("online")?.();
    await pass(10);
    expect(chat.link).toBe("live");
  });

  it("does nothing any more after it was stopped", async () => {
    await started();
    chat.stop();
    const before = service.sockets.length;
    await pass(60_000);
    expect(service.sockets).toHaveLength(before);
  });
});
