/** The shopper's after-sales cases as the service last told them, and which message carries each one's card. */

import { bodyOf, type CaseStep, type Draft, type OwnCase } from "@huisheng/shared/cases";
import type { Message } from "@huisheng/shared/protocol";
import { Refusal, type Rest } from "@huisheng/shared/rest";

const NUMBER = /AS-\d{11}/;

export class CaseBook {
  private known = new Map<string, OwnCase>();
  private carriers = new Map<number, string>();
  /** The newest message that named a case when the service was last asked; null: it was not asked yet. */
  private askedAt: number | null = null;
  private asking: Promise<void> | null = null;

  constructor(
    private readonly rest: Rest,
    private readonly onChange: () => void,
  ) {}

  /** Newest first. */
  get all(): OwnCase[] {
    return [...this.known.values()];
  }

  /** The case whose card stands under this message: each case has one card, under the newest that names it. */
  heldBy(seq: number): OwnCase | null {
    return this.known.get(this.carriers.get(seq) ?? "") ?? null;
  }

  /** Look at what is said: a message that names a case brings news of it. */
  follow(messages: Message[]): void {
    const newest = new Map<string, number>();
    for (const message of messages) {
      const number = caseNamedBy(message);
      if (number) newest.set(number, message.seq);
    }
    this.carriers = new Map([...newest].map(([number, seq]) => [seq, number]));
    const last = Math.max(0, ...newest.values());
    if (this.askedAt !== null && last <= this.askedAt) return;
    this.askedAt = last;
    void this.look();
  }

  /** Take a step of `possible_steps`. Raises Refusal or Unreachable; after a refusal the case is looked at again. */
  async take(one: OwnCase, step: CaseStep, draft: Draft, key: string): Promise<void> {
    try {
      const changed = await this.rest.post<OwnCase>(
        `/me/cases/${one.number}/steps`,
        bodyOf(step, draft),
        key,
      );
      this.known = new Map(this.known).set(changed.number, changed);
      this.onChange();
    } catch (error) {
      if (error instanceof Refusal) void this.look();
      throw error;
    }
  }

  private async look(): Promise<void> {
    const earlier = this.asking;
    const asking = (async () => {
      await earlier;
      try {
        const { items } = await this.rest.get<{ items: OwnCase[] }>("/me/cases");
        this.known = new Map(items.map((one) => [one.number, one]));
        this.onChange();
      } catch {
        // Nobody answered: the next message that comes asks again.
        this.askedAt = null;
      }
    })();
    this.asking = asking;
    await asking;
  }
}

/** The case that a message of ours speaks of, or null. */
export function caseNamedBy(message: Message): string | null {
  if (message.author === "customer") return null;
  if (message.kind === "notice" && message.body.case_number) return message.body.case_number;
  const said = (message.body as { text?: unknown }).text;
  return typeof said === "string" ? (NUMBER.exec(said)?.[0] ?? null) : null;
}
