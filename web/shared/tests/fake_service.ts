/** The other side of the line in memory: keeps a log, answers HTTP and sockets as docs/protocol.md says. */

import { vi } from "vitest";
import type { ShopperFrame, ToShopperFrame } from "../src/frames";
import type { Conversation, Message } from "../src/protocol";
import { conversation, text } from "./builders";

type Answer = { status: number; body: unknown };

export class FakeService {
  log: Message[] = [];
  conversation: Conversation = conversation();
  sockets: FakeSocket[] = [];
  /** Every request as `METHOD path`. */
  requests: string[] = [];
  hellos: Extract<ShopperFrame, { type: "hello" }>[] = [];
  hasSockets = true;
  hasHttp = true;
  /** Swallow frames without an answer, as a dying server does. */
  isDeaf = false;
  refusal: { error: string; detail: string } | null = null;
  expired = new Set<string>();
  /** Answers to paths that are not the log's. */
  routes: Record<string, (body: never) => Answer> = {};

  install(): this {
    const service = this;
    class Socket extends FakeSocket {
      constructor() {
        super(service);
      }
    }
    vi.stubGlobal("WebSocket", Socket);
    vi.stubGlobal("fetch", (url: string, init: RequestInit) => this.answer(url, init));
    return this;
  }

  /** Store what somebody said and tell it to every open socket. */
  say(said: string, with_: Partial<Message> = {}): Message {
    const message = { ...text(this.log.length + 1, said), ...with_ } as Message;
    this.log.push(message);
    this.conversation = { ...this.conversation, last_seq: message.seq };
    this.tell({ type: "message", message });
    return message;
  }

  tell(frame: ToShopperFrame): void {
    for (const socket of this.sockets) if (socket.readyState === 1) socket.deliver(frame);
  }

  /** All sockets break. */
  cut(): void {
    for (const socket of this.sockets) socket.break();
  }

  store(clientId: string, said: string): Message {
    const known = this.log.find((one) => one.client_id === clientId);
    return known ?? this.say(said, { client_id: clientId, author: "customer" });
  }

  take(socket: FakeSocket, frame: ShopperFrame): void {
    if (this.isDeaf) return;
    if (frame.type === "hello") {
      this.hellos.push(frame);
      if (this.expired.has(frame.token)) {
        socket.deliver({ type: "refused", client_id: null, error: "token_expired", detail: "登录已过期" });
        return;
      }
      const messages = this.log.filter((one) => one.seq > frame.last_seq).slice(-50);
      const state = { conversation: this.conversation, messages, has_earlier: (messages[0]?.seq ?? 1) > 1 };
      socket.deliver({ type: "welcome", ...state, server_time: "2026-11-22T10:00:00+08:00" });
    } else if (frame.type === "send" || frame.type === "choose" || frame.type === "handoff") {
      if (this.refusal) {
        socket.deliver({ type: "refused", client_id: frame.client_id, ...this.refusal });
        return;
      }
      const said = frame.type === "send" && frame.kind === "text" ? frame.body.text : frame.type;
      const { seq, created_at } = this.store(frame.client_id, said);
      socket.deliver({ type: "ack", client_id: frame.client_id, seq, created_at });
    } else if (frame.type === "ping") {
      socket.deliver({ type: "pong" });
    }
  }

  private async answer(url: string, init: RequestInit): Promise<Response> {
    const { pathname, searchParams } = new URL(url);
    const path = pathname.replace("/api/v1", "");
    this.requests.push(`${init.method} ${path}`);
    if (!this.hasHttp) throw new TypeError("no network");
    const body = init.body ? JSON.parse(String(init.body)) : {};
    const { status, body: answer } = this.route(`${init.method} ${path}`, searchParams, body as never);
    return new Response(JSON.stringify(answer), { status });
  }

  private route(what: string, query: URLSearchParams, body: never): Answer {
    const own = this.routes[what];
    if (own) return own(body);
    const id = this.conversation.id;
    if (what === "POST /conversations" || what === `GET /conversations/${id}`) {
      return { status: 200, body: this.conversation };
    }
    if (what === `GET /conversations/${id}/messages`) return { status: 200, body: this.piece(query) };
    if (what === `POST /conversations/${id}/messages`) {
      const said = body as { client_id: string; body: { text: string } };
      const { seq, created_at } = this.store(said.client_id, said.body.text);
      return { status: 201, body: { client_id: said.client_id, seq, created_at } };
    }
    return { status: 404, body: { error: "not_found", detail: what } };
  }

  private piece(query: URLSearchParams): { items: Message[]; has_earlier: boolean } {
    const [after, before] = [
      Number(query.get("after")),
      Number(query.get("before") ?? Number.POSITIVE_INFINITY),
    ];
    const found = this.log.filter((one) => one.seq > after && one.seq < before);
    const items = after ? found.slice(0, 50) : found.slice(-50);
    return { items, has_earlier: (items[0]?.seq ?? 1) > 1 };
  }
}

export class FakeSocket {
  readyState = 0;
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  sent: ShopperFrame[] = [];

  constructor(private readonly service: FakeService) {
    service.sockets.push(this);
    queueMicrotask(() => {
      if (!service.hasSockets) {
        this.break();
        return;
      }
      this.readyState = 1;
      this.onopen?.();
    });
  }

  send(data: string): void {
    const frame = JSON.parse(data) as ShopperFrame;
    this.sent.push(frame);
    queueMicrotask(() => this.readyState === 1 && this.service.take(this, frame));
  }

  deliver(frame: ToShopperFrame): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  break(): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.onclose?.();
  }

  close(): void {
    this.readyState = 3;
  }
}
