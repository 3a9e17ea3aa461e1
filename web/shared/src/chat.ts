/** One shopper's conversation kept alive: state, socket, and REST where the socket does not get through. */

import {
  type ChatState,
  discarded,
  EMPTY,
  gapAfter,
  lastSeq,
  type News,
  type Pending,
  received,
  sent,
  settled,
} from "./conversation";
import type { DeedFrame, ShopperFrame, ToShopperFrame } from "./frames";
import { newClientId } from "./names";
import { type Log, Outbox } from "./outbox";
import type { Conversation, Message } from "./protocol";
import { Refusal, type Rest, Unreachable } from "./rest";
import { LiveSocket } from "./socket";

/** `slow`: over REST, asking every few seconds. `offline`: nobody answers; deeds wait. */
export type Link = "connecting" | "live" | "slow" | "offline";

const POLL_EVERY = 3_000;
/** Failed attempts in a row before REST takes over. */
const PATIENCE = 2;
const TOKEN_TROUBLE = new Set(["token_expired", "not_signed_in"]);

export interface ChatOptions {
  rest: Rest;
  /** The socket's address. */
  address: string;
  /** A valid token; `fresh` asks for a new one. Rejects with Unreachable or Refusal. */
  token: (fresh: boolean) => Promise<string>;
  /** The conversation of the last visit, or null for the open one; asked for after `token`. */
  lastConversation: () => string | null;
  onChange: (state: ChatState, link: Link) => void;
  /** A refusal that belongs to no bubble. */
  onTrouble: (detail: string) => void;
  now?: () => number;
}

export class Chat {
  state: ChatState = EMPTY;
  link: Link = "connecting";
  private readonly socket: LiveSocket<ToShopperFrame, ShopperFrame>;
  private readonly outbox: Outbox;
  private readonly rest: Rest;
  /** Whether the last visit's conversation is not to be resumed: it is over, or not ours. */
  private isFresh = false;
  private isTokenStale = false;
  private poller: ReturnType<typeof setTimeout> | null = null;
  private isFilling = false;
  private isStarted = false;

  constructor(private readonly options: ChatOptions) {
    this.rest = options.rest;
    this.socket = new LiveSocket(options.address, {
      hello: () => this.hello(),
      onFrame: (frame) => this.onFrame(frame),
      onLink: (link, failures) => this.onLink(link, failures),
    });
    this.outbox = new Outbox({
      rest: this.rest,
      bySocket: (frame) => this.socket.send(frame),
      conversationId: () => this.state.conversation?.id ?? null,
      onSettled: (clientId, outcome) => this.update(settled(this.state, clientId, outcome)),
      onConversation: (conversation) => this.take({ type: "conversation", conversation }),
    });
  }

  start(): void {
    this.isStarted = true;
    this.socket.start();
  }

  stop(): void {
    this.isStarted = false;
    this.socket.stop();
    this.outbox.stop();
    this.stopPolling();
  }

  /** Take up deeds that the last visit could not hand over. */
  restore(unsent: Pending[]): void {
    for (const pending of unsent) {
      this.outbox.add(pending.frame);
      this.update(sent(this.state, { ...pending, status: "sending", detail: null }));
    }
    this.deliver();
  }

  /** Say something. The text was checked for its length before. */
  say(text: string): void {
    this.perform({ type: "send", client_id: newClientId(), kind: "text", body: { text } }, text);
  }

  /** Send an uploaded picture; `picture` is what its bubble shows meanwhile. */
  showPicture(uploadId: string, picture: string): void {
    const frame = {
      type: "send",
      client_id: newClientId(),
      kind: "image",
      body: { upload_id: uploadId },
    } as const;
    this.perform(frame, "", picture);
  }

  /** Tap a choice of message `seq`; 0 for a quick reply. */
  choose(seq: number, choice: { id: string; title: string }): void {
    this.perform({ type: "choose", client_id: newClientId(), seq, choice: choice.id }, choice.title);
  }

  /** 转人工; `text` is what stands in the log. */
  askForPerson(text: string): void {
    this.perform({ type: "handoff", client_id: newClientId() }, text);
  }

  retry(clientId: string): void {
    const pending = this.state.pending.find((one) => one.frame.client_id === clientId);
    if (!pending) return;
    this.update(sent(this.state, { ...pending, status: "sending", detail: null }));
    this.outbox.add(pending.frame);
    this.deliver();
    this.socket.hurry();
  }

  discard(clientId: string): void {
    this.outbox.remove(clientId);
    this.update(discarded(this.state, clientId));
  }

  typing(on: boolean): void {
    this.socket.send({ type: "typing", on });
  }

  /** Seen up to here. */
  read(seq: number): void {
    const conversation = this.state.conversation;
    if (!conversation || seq <= conversation.customer_read_seq) return;
    this.update({ ...this.state, conversation: { ...conversation, customer_read_seq: seq } });
    if (this.socket.send({ type: "read", seq }) || this.link !== "slow") return;
    this.rest.post(`/conversations/${conversation.id}/reads`, { seq }).catch(() => undefined);
  }

  /** Leave a closed conversation for the next one. What was written meanwhile goes along. */
  startNext(): void {
    if (this.state.conversation?.owner !== "closed") return;
    this.isFresh = true;
    this.update({ ...EMPTY, pending: this.state.pending });
    this.socket.stop();
    this.socket.start();
    if (this.poller) this.poll();
  }

  /** The messages before those that are shown. Raises Refusal or Unreachable. */
  async loadEarlier(): Promise<void> {
    const { conversation, from } = this.state;
    if (!conversation) return;
    const log = await this.rest.get<Log>(
      `/conversations/${conversation.id}/messages?before=${from}&limit=50`,
    );
    this.take({ type: "earlier", messages: log.items, has_earlier: log.has_earlier });
  }

  /** Fetch one message again: the address of its picture ran out. */
  async refresh(seq: number): Promise<void> {
    const id = this.state.conversation?.id;
    if (!id) return;
    const log = await this.rest.get<Log>(`/conversations/${id}/messages?after=${seq - 1}&limit=1`);
    this.take({ type: "messages", messages: log.items });
  }

  private perform(frame: DeedFrame, text: string, picture?: string): void {
    const createdAt = new Date(this.options.now?.() ?? Date.now()).toISOString();
    const pending: Pending = { frame, text, createdAt, status: "sending", detail: null };
    this.update(sent(this.state, picture ? { ...pending, picture } : pending));
    this.outbox.add(frame);
    if (this.state.conversation?.owner === "closed") this.startNext();
    else this.deliver();
  }

  private deliver(): void {
    if (this.link === "live") this.outbox.flush("socket");
    else if (this.link === "slow") this.outbox.flush("rest");
  }

  private async hello(): Promise<ShopperFrame> {
    const token = await this.options.token(this.isTokenStale);
    this.isTokenStale = false;
    const id = this.conversationId();
    return { type: "hello", token, last_seq: lastSeq(this.state), conversation_id: id };
  }

  private onFrame(frame: ToShopperFrame): void {
    switch (frame.type) {
      case "welcome":
      case "message":
      case "conversation":
      case "read":
      case "typing":
        this.take(frame);
        break;
      case "ack":
        this.outbox.acknowledge(frame);
        break;
      case "refused":
        this.onRefused(frame.error, frame.detail, frame.client_id ?? null);
    }
  }

  private onRefused(error: string, detail: string, clientId: string | null): void {
    if (TOKEN_TROUBLE.has(error)) {
      if (this.isTokenStale) return;
      this.isTokenStale = true;
      void this.socket.greet();
    } else if (clientId) {
      this.outbox.refuse(clientId, error, detail);
    } else if (error === "not_yours" && !this.isFresh) {
      this.isFresh = true;
      void this.socket.greet();
    } else {
      this.options.onTrouble(detail);
    }
  }

  private onLink(link: "up" | "down", failures: number): void {
    if (link === "up") {
      this.stopPolling();
      this.setLink("live");
      this.outbox.flush("socket", true);
      return;
    }
    this.outbox.disconnected();
    if (this.link === "live") this.setLink("connecting");
    if (failures >= PATIENCE && !this.poller) this.poll();
  }

  private poll(): void {
    this.stopPolling();
    const again = () => {
      if (this.isStarted && this.link !== "live") this.poller = setTimeout(() => this.poll(), POLL_EVERY);
    };
    this.poller = setTimeout(() => undefined, 0);
    this.ask().then(again, again);
  }

  private async ask(): Promise<void> {
    try {
      await this.options.token(this.isTokenStale);
      this.isTokenStale = false;
      const id = this.conversationId();
      const conversation = id
        ? await this.rest.get<Conversation>(`/conversations/${id}`)
        : await this.rest.post<Conversation>("/conversations");
      const isKnown = this.state.conversation !== null;
      const after = isKnown ? lastSeq(this.state) : 0;
      const log = await this.rest.get<Log>(
        `/conversations/${conversation.id}/messages?after=${after}&limit=50`,
      );
      if (this.link === "live") return;
      const news = { conversation, messages: log.items, has_earlier: log.has_earlier };
      if (isKnown) this.take({ type: "conversation", conversation });
      this.take(isKnown ? { type: "messages", messages: log.items } : { type: "welcome", ...news });
      this.setLink("slow");
      this.outbox.flush("rest");
    } catch (error) {
      if (this.link === "live") return;
      if (error instanceof Refusal) this.onAskRefused(error);
      this.setLink(error instanceof Unreachable ? "offline" : this.link);
    }
  }

  private onAskRefused(refusal: Refusal): void {
    if (TOKEN_TROUBLE.has(refusal.code)) this.isTokenStale = true;
    else if (refusal.status === 404 && !this.state.conversation) this.isFresh = true;
  }

  private conversationId(): string | null {
    return this.state.conversation?.id ?? (this.isFresh ? null : this.options.lastConversation());
  }

  private stopPolling(): void {
    if (this.poller) clearTimeout(this.poller);
    this.poller = null;
  }

  private take(news: News): void {
    this.update(received(this.state, news));
    if (gapAfter(this.state) !== null) void this.fillGap();
  }

  private async fillGap(): Promise<void> {
    const { conversation } = this.state;
    const after = gapAfter(this.state);
    if (this.isFilling || !conversation || after === null) return;
    this.isFilling = true;
    let messages: Message[] = [];
    try {
      messages = (
        await this.rest.get<Log>(`/conversations/${conversation.id}/messages?after=${after}&limit=50`)
      ).items;
    } catch {
      // The next frame, poll or welcome asks again.
    }
    this.isFilling = false;
    if (messages.length && this.state.conversation?.id === conversation.id)
      this.take({ type: "messages", messages });
  }

  private setLink(link: Link): void {
    if (link === this.link) return;
    this.link = link;
    this.options.onChange(this.state, this.link);
  }

  private update(state: ChatState): void {
    this.state = state;
    this.options.onChange(this.state, this.link);
  }
}
