/** One shopper's visit: who it is to the service, the conversation that belongs to it, and what is remembered of it. */

import { Chat, type Link } from "@huisheng/shared/chat";
import { type ChatState, EMPTY, type Pending, shown } from "@huisheng/shared/conversation";
import type { Order } from "@huisheng/shared/protocol";
import { Refusal, Rest } from "@huisheng/shared/rest";
import { CaseBook } from "./case_book";
import { recall, remember } from "./memory";
import { upload } from "./upload";

export interface Customer {
  id: number;
  name: string;
  is_signed_in: boolean;
}

interface Visitor {
  token: string;
  expires_at: string;
  customer: Customer;
}

/** Renewed this long before it ends, so that no deed meets a dead token. */
const MARGIN = 60_000;
/** A conversation that ended longer ago is history: the next visit starts a new one. */
const STALE = 12 * 3_600_000;

export interface Rating {
  bot: number | null;
  person: number | null;
  outcome: "solved" | "partly" | "unsolved" | null;
  comment: string;
}

export class Visit {
  state: ChatState = EMPTY;
  link: Link = "connecting";
  customer: Customer | null = null;
  /** A refusal without a bubble of its own. */
  trouble: string | null = null;
  /** What stands in the input box, also while the panel is shut. */
  draft = "";
  readonly rest: Rest;
  readonly chat: Chat;
  readonly cases: CaseBook;
  private visitor: Visitor | null = null;
  private asking: Promise<string> | null = null;
  private readonly watchers = new Set<() => void>();
  private isFirstLook = true;

  /** `hostToken`: how the host shop vouches for its shopper; null for an anonymous visitor. */
  constructor(
    readonly origin: string,
    private readonly hostToken: string | null,
  ) {
    this.rest = new Rest({ origin, token: () => this.visitor?.token ?? null });
    this.cases = new CaseBook(this.rest, () => this.tell());
    this.chat = new Chat({
      rest: this.rest,
      address: `${origin.replace(/^http/, "ws")}/api/v1/chat`,
      token: (fresh) => this.token(fresh),
      lastConversation: () => (this.customer && recall<string>(`conversation:${this.customer.id}`)) ?? null,
      onChange: (state, link) => this.onChange(state, link),
      onTrouble: (detail) => this.say(detail),
    });
  }

  /** Be told of every change; returns how to stop that. */
  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** Show a sentence of trouble, or take it away. */
  say(trouble: string | null): void {
    this.trouble = trouble;
    this.tell();
  }

  /** The shopper's orders, newest first. Raises Refusal or Unreachable. */
  async orders(): Promise<Order[]> {
    return (await this.rest.get<{ items: Order[] }>("/me/orders")).items;
  }

  /** Leave a message while nobody is there. */
  leaveMessage(text: string, contact: string | null): Promise<{ ticket_number: string }> {
    return this.rest.post(this.path("offline-messages"), { text, contact });
  }

  rate(rating: Rating): Promise<{ thanks: string; reopened: boolean }> {
    return this.rest.post(this.path("ratings"), rating);
  }

  /** Upload a picture and send it; `preview` is what its bubble shows. Raises Refusal or Unreachable. */
  async sendPicture(file: File, preview: string, onProgress: (share: number) => void): Promise<void> {
    const token = await this.token(false);
    const id = await upload(this.rest.url(this.path("uploads")), token, file, onProgress);
    this.chat.showPicture(id, preview);
  }

  private path(what: string): string {
    return `/conversations/${this.state.conversation?.id ?? ""}/${what}`;
  }

  private token(fresh: boolean): Promise<string> {
    const visitor = this.visitor;
    if (!fresh && visitor && Date.parse(visitor.expires_at) - Date.now() > MARGIN) {
      return Promise.resolve(visitor.token);
    }
    this.asking ??= this.introduce().finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  private async introduce(): Promise<string> {
    const known = this.hostToken ? null : recall<string>("visitor");
    const visitor = await this.askWho(known);
    this.visitor = visitor;
    if (!this.hostToken) remember("visitor", visitor.token);
    if (!this.customer) {
      this.customer = visitor.customer;
      this.chat.restore(recall<Pending[]>(`unsent:${visitor.customer.id}`) ?? []);
    }
    this.tell();
    return visitor.token;
  }

  private async askWho(known: string | null): Promise<Visitor> {
    const wish = { host_token: this.hostToken, visitor_token: known };
    try {
      return await this.rest.post<Visitor>("/visitors", wish);
    } catch (error) {
      if (!(error instanceof Refusal) || error.status === 429) throw error;
      if (!known) {
        this.say(error.message);
        throw error;
      }
      return this.rest.post<Visitor>("/visitors", { ...wish, visitor_token: null });
    }
  }

  private onChange(state: ChatState, link: Link): void {
    this.state = state;
    this.link = link;
    if (link === "live" || link === "slow") this.trouble = null;
    const conversation = state.conversation;
    if (this.customer && conversation) {
      remember(`conversation:${this.customer.id}`, conversation.id);
      if (this.isFirstLook) this.lookBack();
      if (this.customer.is_signed_in) this.cases.follow(shown(state));
    }
    if (this.customer) {
      const texts = state.pending.filter((one) => one.frame.type === "send" && one.frame.kind === "text");
      remember(`unsent:${this.customer.id}`, texts.length ? texts : null);
    }
    this.tell();
  }

  private lookBack(): void {
    this.isFirstLook = false;
    const last = this.state.messages.at(-1);
    const isOld = last !== undefined && Date.now() - Date.parse(last.created_at) > STALE;
    if (this.state.conversation?.owner === "closed" && isOld) this.chat.startNext();
  }

  private tell(): void {
    for (const watcher of this.watchers) watcher();
  }
}
