/** One open conversation: loaded, live, healed after a cut; replies through refusal and retry. */
import type { Message } from "@huisheng/shared/protocol";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Desk, Frame } from "../src/live/desk";
import { Watched } from "../src/live/watched";
import { shown } from "../src/workbench/thread";

const AT = "2026-11-22T10:00:00+08:00";
let log: Message[];
let owner: string;
let refuse: boolean;
let taken: number;
let reads: number[];
let watched: Watched;

const message = (seq: number, author: Message["author"] = "customer", clientId = `m${seq}`) =>
  ({
    conversation_id: "c_1",
    seq,
    client_id: clientId,
    author,
    author_name: null,
    kind: "text",
    body: { text: `${seq}` },
    created_at: AT,
  }) as Message;
const conversation = () => ({
  id: "c_1",
  owner,
  agent: null,
  last_seq: log.length,
  customer_read_seq: 0,
  agent_read_seq: 0,
});
const answer = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });

/** A service in one function: the same addresses, the same answers. */
async function service(address: string, init: RequestInit): Promise<Response> {
  const url = new URL(address, "http://service");
  if (url.pathname.endsWith("/takeovers")) {
    taken += 1;
    owner = "agent";
    return answer(conversation(), 201);
  }
  if (!url.pathname.endsWith("/messages")) return answer(conversation());
  if (init.method === "GET") {
    const after = Number(url.searchParams.get("after") ?? 0);
    return answer({ items: log.filter((one) => one.seq > after), has_earlier: false });
  }
  if (refuse) return answer({ error: "closed", detail: "会话已结束。" }, 409);
  const said = JSON.parse(String(init.body)) as { client_id: string };
  const known = log.find((one) => one.client_id === said.client_id);
  const stored = known ?? message(log.length + 1, "agent", said.client_id);
  if (!known) log.push(stored);
  return answer({ client_id: said.client_id, seq: stored.seq, created_at: AT }, 201);
}

const desk = {
  state: { link: "up", viewers: [] },
  watch: () => undefined,
  unwatch: () => undefined,
  typing: () => undefined,
  markRead: (_: string, seq: number) => Boolean(reads.push(seq)),
} as unknown as Desk;
const seqs = () => shown(watched.state.thread.chat).map((one) => one.seq);
const settle = () => vi.waitFor(() => expect(watched.state.phase).toBe("ready"));

beforeEach(async () => {
  [log, owner, refuse, taken, reads] = [[message(1), message(2)], "agent", false, 0, []];
  vi.stubGlobal("fetch", service);
  watched = new Watched("c_1", desk, () => "小林");
  watched.start();
  await settle();
});
afterEach(() => {
  watched.stop();
  vi.unstubAllGlobals();
});

describe("an open conversation", () => {
  it("shows the log, and what the socket brings", () => {
    watched.onFrame({ type: "message", message: message(3) } as Frame);
    expect(seqs()).toEqual([1, 2, 3]);
  });

  it("fetches what is missing when a message came too early", async () => {
    log.push(message(3), message(4));
    watched.onFrame({ type: "message", message: message(4) } as Frame);
    await vi.waitFor(() => expect(seqs()).toEqual([1, 2, 3, 4]));
  });

  it("fetches what was said while the line was cut", async () => {
    log.push(message(3), message(4));
    watched.onUp();
    await vi.waitFor(() => expect(seqs()).toEqual([1, 2, 3, 4]));
  });

  it("accepts a waiting customer with the first reply", async () => {
    owner = "queue";
    watched.adopt(conversation() as never);
    await watched.reply("您好");
    expect(taken).toBe(1);
    expect(seqs()).toEqual([1, 2, 3]);
  });

  it("keeps a refused reply with its reason, and stores it once when it is sent again", async () => {
    refuse = true;
    await watched.reply("您好");
    const failed = watched.state.thread.replies[0];
    expect(failed).toMatchObject({ status: "failed", detail: "会话已结束。" });
    refuse = false;
    watched.retry(failed?.clientId ?? "");
    await vi.waitFor(() => expect(watched.state.thread.replies).toEqual([]));
    expect(seqs()).toEqual([1, 2, 3]);
  });

  it("tells once that everything was seen", () => {
    expect([watched.seen(), watched.seen()]).toEqual([true, false]);
    expect(reads).toEqual([2]);
  });

  it("hears only its own conversation", () => {
    watched.onFrame({ type: "message", message: { ...message(3), conversation_id: "c_2" } } as Frame);
    watched.onFrame({
      type: "typing",
      conversation_id: "c_2",
      author: "customer",
      name: null,
      on: true,
    } as Frame);
    expect(seqs()).toEqual([1, 2]);
    expect(watched.state.typing).toBeNull();
  });
});
