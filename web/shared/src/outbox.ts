/** Deeds on their way: each is kept until the service stored or refused it, and may be handed over twice. */

import type { Settlement } from "./conversation";
import type { AckFrame, DeedFrame } from "./frames";
import type { Conversation, Message } from "./protocol";
import { Refusal, type Rest } from "./rest";

/** After this long without an answer a deed counts as failed to the eye; it is still handed over again. */
const ANSWER_LIMIT = 12_000;

export interface Log {
  items: Message[];
  has_earlier: boolean;
}

export interface OutboxOptions {
  rest: Rest;
  bySocket: (frame: DeedFrame) => boolean;
  conversationId: () => string | null;
  onSettled: (clientId: string, outcome: Settlement) => void;
  onConversation: (conversation: Conversation) => void;
}

interface Entry {
  frame: DeedFrame;
  /** Handed to the socket, answer outstanding. */
  isUnderWay: boolean;
  timer: ReturnType<typeof setTimeout> | null;
}

export class Outbox {
  private readonly entries = new Map<string, Entry>();
  private isPosting = false;

  constructor(private readonly options: OutboxOptions) {}

  /** Keep a deed until it is settled. Its time starts to run, with or without a line. */
  add(frame: DeedFrame): void {
    this.remove(frame.client_id);
    const entry: Entry = { frame, isUnderWay: false, timer: null };
    entry.timer = setTimeout(() => this.late(entry), ANSWER_LIMIT);
    this.entries.set(frame.client_id, entry);
  }

  remove(clientId: string): void {
    const entry = this.entries.get(clientId);
    if (entry?.timer) clearTimeout(entry.timer);
    this.entries.delete(clientId);
  }

  stop(): void {
    for (const id of [...this.entries.keys()]) this.remove(id);
  }

  /** Hand over what waits, in order; `again` also what was handed over without an answer. */
  flush(way: "socket" | "rest", again = false): void {
    if (way === "rest") {
      void this.postAll();
      return;
    }
    for (const entry of this.entries.values()) {
      if (entry.isUnderWay && !again) continue;
      entry.isUnderWay = this.options.bySocket(entry.frame);
      if (!entry.isUnderWay) return;
    }
  }

  /** The line broke: what was under way must be handed over again. */
  disconnected(): void {
    for (const entry of this.entries.values()) entry.isUnderWay = false;
  }

  acknowledge(ack: Pick<AckFrame, "client_id" | "seq" | "created_at">): void {
    this.remove(ack.client_id);
    this.options.onSettled(ack.client_id, { seq: ack.seq, created_at: ack.created_at });
  }

  refuse(clientId: string, error: string, detail: string): void {
    this.remove(clientId);
    this.options.onSettled(clientId, { error, detail });
  }

  private late(entry: Entry): void {
    entry.timer = null;
    if (entry.isUnderWay) void this.post(entry).catch(() => this.fail(entry));
    else this.fail(entry);
  }

  private fail(entry: Entry): void {
    if (this.entries.get(entry.frame.client_id) !== entry) return;
    this.options.onSettled(entry.frame.client_id, { error: "no_answer", detail: null });
  }

  private async postAll(): Promise<void> {
    if (this.isPosting) return;
    this.isPosting = true;
    try {
      for (const entry of [...this.entries.values()]) await this.post(entry);
    } catch {
      // Nobody answers: the deeds stay for the next flush.
    }
    this.isPosting = false;
  }

  private async post(entry: Entry): Promise<void> {
    const conversation = this.options.conversationId();
    if (!conversation) return;
    const { type, ...body } = entry.frame;
    const path = { send: "messages", choose: "choices", handoff: "handoffs" }[type];
    try {
      const answer = await this.options.rest.post<AckFrame | Conversation>(
        `/conversations/${conversation}/${path}`,
        body,
      );
      if ("owner" in answer) {
        this.remove(entry.frame.client_id);
        this.options.onConversation(answer);
      } else {
        this.acknowledge(answer);
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.refuse(entry.frame.client_id, error.code, error.message);
    }
  }
}
