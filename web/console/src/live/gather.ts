/** Many small pieces of news become few refetches. */

/** The first piece waits this long for company… */
const QUIET = 300;
/** …and afterwards nothing is fetched again sooner than this. */
const APART = 1_500;

/** Collects names and hands them over together; a busy hour must not refetch a list for every message. */
export class Gather {
  private names = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | null = null;
  private last = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly hand: (names: Set<string>) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  add(name: string): void {
    this.names.add(name);
    if (this.timer) return;
    const wait = Math.max(QUIET, this.last + APART - this.now());
    this.timer = setTimeout(() => this.flush(), wait);
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.names.clear();
  }

  private flush(): void {
    const names = this.names;
    this.names = new Set();
    this.timer = null;
    this.last = this.now();
    this.hand(names);
  }
}
