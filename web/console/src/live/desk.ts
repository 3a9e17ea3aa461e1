/** The agent's socket: what changed anywhere, and the one conversation that is watched. No React. */
import type { AgentFrame, Counts, ToAgentFrame } from "@huisheng/shared/frames";
import { LiveSocket } from "@huisheng/shared/socket";
import type { Agent } from "../api/types";

export type DeskLink = "connecting" | "up" | "down";
export type Frame = ToAgentFrame<Agent>;
export type TicketFrame = Extract<Frame, { type: "ticket" }>;

/** What one open conversation hears from the socket. */
export interface Listener {
  conversationId: string;
  lastSeq: () => number;
  onFrame: (frame: Frame) => void;
  /** The line came back: what happened meanwhile is unknown. */
  onUp: () => void;
}

export interface DeskState {
  link: DeskLink;
  /** Who else looks at the watched conversation. */
  viewers: string[];
}

export interface DeskOptions {
  address: string;
  token: () => string | null;
  onTicket: (frame: TicketFrame) => void;
  onCounts: (counts: Counts) => void;
  /** A line again after a cut: refetch what is shown. */
  onBack: () => void;
  onTokenRefused: () => void;
}

export class Desk {
  state: DeskState = { link: "connecting", viewers: [] };
  private readonly socket: LiveSocket<Frame, AgentFrame>;
  private readonly followers = new Set<() => void>();
  private listener: Listener | null = null;
  private wasUp = false;

  constructor(private readonly options: DeskOptions) {
    this.socket = new LiveSocket(options.address, {
      hello: async () => {
        const token = options.token();
        if (!token) throw new Error("nobody is signed in");
        return { type: "hello", token };
      },
      onFrame: (frame) => this.read(frame),
      onLink: (link) => (link === "up" ? this.up() : this.set({ link: "down", viewers: [] })),
    });
  }

  start(): void {
    this.socket.start();
  }

  stop(): void {
    this.socket.stop();
  }

  reconnect(): void {
    this.socket.hurry();
  }

  readonly subscribe = (follower: () => void): (() => void) => {
    this.followers.add(follower);
    return () => this.followers.delete(follower);
  };

  /** Hear one conversation from now on; the last one wins. */
  watch(listener: Listener): void {
    this.listener = listener;
    this.set({ viewers: [] });
    this.sayWatch();
  }

  /** Stop hearing it, unless another one took its place already. */
  unwatch(listener: Listener): void {
    if (this.listener !== listener) return;
    this.listener = null;
    this.set({ viewers: [] });
    this.socket.send({ type: "unwatch" });
  }

  typing(conversationId: string, on: boolean): void {
    this.socket.send({ type: "typing", conversation_id: conversationId, on });
  }

  markRead(conversationId: string, seq: number): boolean {
    return this.socket.send({ type: "read", conversation_id: conversationId, seq });
  }

  private sayWatch(): void {
    if (!this.listener) return;
    const { conversationId, lastSeq } = this.listener;
    this.socket.send({ type: "watch", conversation_id: conversationId, last_seq: lastSeq() });
  }

  private up(): void {
    this.set({ link: "up" });
    this.sayWatch();
    if (this.wasUp) this.options.onBack();
    this.wasUp = true;
    this.listener?.onUp();
  }

  private read(frame: Frame): void {
    switch (frame.type) {
      case "welcome":
      case "counts":
        this.options.onCounts(frame.counts);
        break;
      case "ticket":
        this.options.onTicket(frame);
        break;
      case "viewers":
        if (frame.conversation_id === this.listener?.conversationId) this.set({ viewers: frame.names });
        break;
      case "refused":
        if (frame.error === "token_expired" || frame.error === "not_signed_in" || frame.error === "bad_token")
          this.options.onTokenRefused();
        else this.listener?.onFrame(frame);
        break;
      default:
        this.listener?.onFrame(frame);
    }
  }

  private set(change: Partial<DeskState>): void {
    this.state = { ...this.state, ...change };
    for (const follower of this.followers) follower();
  }
}
