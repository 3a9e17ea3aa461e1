/** One open conversation kept current: its thread, replies on their way, who types. No React. */
import { gapAfter } from "@huisheng/shared/conversation";
import { newClientId } from "@huisheng/shared/names";
import type { Conversation } from "@huisheng/shared/protocol";
import { getConversation, getMessages, sendReply, takeOver } from "../api/conversations";
import { sentenceOf } from "../api/http";
import {
  customerRead,
  heard,
  lastSeq,
  NO_THREAD,
  type Reply,
  replyDropped,
  replyFailed,
  replySent,
  replyStored,
  type Thread,
} from "../workbench/thread";
import type { Desk, Frame, Listener } from "./desk";

export interface WatchedState {
  thread: Thread;
  phase: "loading" | "ready" | "failed";
  /** Why loading failed. */
  trouble: string | null;
  /** Who is typing, by name; an empty name is the customer. */
  typing: string | null;
}

/** Without a line the conversation is asked for this often. */
const ASK_EVERY = 5_000;
/** A typing mark without an end goes away by itself. */
const TYPING_LASTS = 8_000;

export class Watched implements Listener {
  state: WatchedState = { thread: NO_THREAD, phase: "loading", trouble: null, typing: null };
  private readonly followers = new Set<() => void>();
  private isStopped = true;
  private isFilling = false;
  private asking: ReturnType<typeof setInterval> | null = null;
  private typingEnd: ReturnType<typeof setTimeout> | null = null;

  constructor(
    readonly conversationId: string,
    private readonly desk: Desk,
    private readonly me: () => string,
  ) {}

  readonly subscribe = (follower: () => void): (() => void) => {
    this.followers.add(follower);
    return () => this.followers.delete(follower);
  };

  start(): void {
    this.isStopped = false;
    void this.load();
    this.asking = setInterval(() => this.desk.state.link !== "up" && void this.catchUp(), ASK_EVERY);
  }

  stop(): void {
    this.isStopped = true;
    if (this.asking) clearInterval(this.asking);
    if (this.typingEnd) clearTimeout(this.typingEnd);
    this.desk.unwatch(this);
  }

  readonly lastSeq = (): number => lastSeq(this.state.thread.chat);

  /** The newest messages, then live. */
  async load(): Promise<void> {
    this.set({ phase: this.state.phase === "ready" ? "ready" : "loading", trouble: null });
    try {
      const [conversation, log] = await Promise.all([
        getConversation(this.conversationId),
        getMessages(this.conversationId, { after: 0 }),
      ]);
      if (this.isStopped) return;
      const news = { conversation, messages: log.items, has_earlier: log.has_earlier };
      this.set({ phase: "ready", thread: heard(this.state.thread, { type: "welcome", ...news }) });
      this.desk.watch(this);
    } catch (wrong) {
      if (!this.isStopped) this.set({ phase: "failed", trouble: sentenceOf(wrong) });
    }
  }

  async loadEarlier(): Promise<void> {
    try {
      const log = await getMessages(this.conversationId, { before: this.state.thread.chat.from });
      const news = { type: "earlier" as const, messages: log.items, has_earlier: log.has_earlier };
      this.change(heard(this.state.thread, news));
    } catch {
      // The button stays where it is: pressing it again is the retry.
    }
  }

  /** Say something to the customer; from the queue the conversation is accepted first. */
  async reply(text: string, clientId = newClientId()): Promise<void> {
    const createdAt = new Date().toISOString();
    const reply: Reply = { clientId, text, createdAt, status: "sending", detail: null };
    this.change(replySent(this.state.thread, reply));
    try {
      if (this.state.thread.chat.conversation?.owner === "queue")
        this.adopt(await takeOver(this.conversationId));
      const stored = await sendReply(this.conversationId, clientId, text);
      this.change(replyStored(this.state.thread, clientId, stored, this.me()));
      this.fillIfGap();
    } catch (wrong) {
      this.change(replyFailed(this.state.thread, clientId, sentenceOf(wrong)));
    }
  }

  retry(clientId: string): void {
    const reply = this.state.thread.replies.find((one) => one.clientId === clientId);
    if (reply) void this.reply(reply.text, clientId);
  }

  drop(clientId: string): void {
    this.change(replyDropped(this.state.thread, clientId));
  }

  /** Take a newer state of the conversation, as a call answered it. */
  adopt(conversation: Conversation): void {
    this.change(heard(this.state.thread, { type: "conversation", conversation }));
  }

  /** Everything up to the newest message was seen; true when that was news. */
  seen(): boolean {
    const conversation = this.state.thread.chat.conversation;
    const seq = this.lastSeq();
    if (!conversation || conversation.agent_read_seq >= seq) return false;
    if (!this.desk.markRead(this.conversationId, seq)) return false;
    this.adopt({ ...conversation, agent_read_seq: seq });
    return true;
  }

  typing(on: boolean): void {
    this.desk.typing(this.conversationId, on);
  }

  readonly onUp = (): void => void this.catchUp();

  readonly onFrame = (frame: Frame): void => {
    const thread = this.state.thread;
    switch (frame.type) {
      case "message":
        if (frame.message.conversation_id !== this.conversationId) return;
        if (frame.message.author !== "agent") this.endTyping();
        this.change(heard(thread, { type: "message", message: frame.message }));
        this.fillIfGap();
        break;
      case "conversation":
        if (frame.conversation.id === this.conversationId) this.adopt(frame.conversation);
        break;
      case "read":
        if (frame.conversation_id === this.conversationId && frame.by === "customer")
          this.change(customerRead(thread, frame.seq));
        break;
      case "typing":
        if (frame.conversation_id !== this.conversationId) return;
        this.endTyping();
        if (!frame.on) return;
        this.set({ typing: frame.author === "customer" ? "" : (frame.name ?? "") });
        this.typingEnd = setTimeout(() => this.endTyping(), TYPING_LASTS);
    }
  };

  private endTyping(): void {
    if (this.typingEnd) clearTimeout(this.typingEnd);
    this.typingEnd = null;
    if (this.state.typing !== null) this.set({ typing: null });
  }

  private fillIfGap(): void {
    if (gapAfter(this.state.thread.chat) !== null) void this.catchUp();
  }

  private async catchUp(): Promise<void> {
    if (this.isFilling || this.isStopped || this.state.phase !== "ready") return;
    this.isFilling = true;
    try {
      const after = this.lastSeq();
      const conversation = await getConversation(this.conversationId);
      const log = await getMessages(this.conversationId, after ? { after } : {});
      this.change(
        heard(heard(this.state.thread, { type: "conversation", conversation }), {
          type: "messages",
          messages: log.items,
        }),
      );
      this.isFilling = false;
      if (after && log.items.length && this.lastSeq() < conversation.last_seq) void this.catchUp();
    } catch {
      // The next frame, the next round or the line's return asks again.
    }
    this.isFilling = false;
  }

  private change(thread: Thread): void {
    if (thread !== this.state.thread) this.set({ thread });
  }

  private set(change: Partial<WatchedState>): void {
    this.state = { ...this.state, ...change };
    for (const follower of this.followers) follower();
  }
}
