/** A socket that stays: says hello, keeps alive, notices silence, comes back with growing pauses. No words of either page. */

/** Pauses before the next attempt, in milliseconds; half of each is random, so that a crowd does not come back at once. */
const PAUSES = [500, 1_000, 2_000, 4_000, 8_000, 15_000] as const;
const PING_EVERY = 25_000;
/** A ping's answer later than this means that the line is dead, whatever the browser believes. */
const SILENCE = 10_000;
/** From opening to `welcome`. */
const GREETING = 10_000;

type Timer = ReturnType<typeof setTimeout>;

export interface AnyFrame {
  type: string;
}

export interface SocketEvents<In extends AnyFrame, Out extends AnyFrame> {
  /** The first frame of a connection. A rejection counts as a failed attempt. */
  hello: () => Promise<Out>;
  onFrame: (frame: In) => void;
  /** `up` after `welcome`; `down` with the number of attempts that failed in a row. */
  onLink: (link: "up" | "down", failures: number) => void;
}

export class LiveSocket<In extends AnyFrame, Out extends AnyFrame> {
  private socket: WebSocket | null = null;
  private isWelcome = false;
  private isStopped = true;
  private failures = 0;
  /** The next attempt, or the end of patience with this one. */
  private waiting: Timer | null = null;
  private pinging: ReturnType<typeof setInterval> | null = null;
  private silence: Timer | null = null;

  constructor(
    private readonly address: string,
    private readonly events: SocketEvents<In, Out>,
  ) {}

  /** Connect, and stay connected until `stop`. */
  start(): void {
    if (!this.isStopped) return;
    this.isStopped = false;
    this.failures = 0;
    globalThis.addEventListener?.("online", this.hurry);
    globalThis.addEventListener?.("offline", this.drop);
    this.connect();
  }

  stop(): void {
    this.isStopped = true;
    globalThis.removeEventListener?.("online", this.hurry);
    globalThis.removeEventListener?.("offline", this.drop);
    this.close();
  }

  /** Hand a frame over; false when there is no line, and then nothing was sent. */
  send(frame: Out): boolean {
    if (!this.socket || !this.isWelcome || this.socket.readyState !== 1) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  /** Say hello once more on the same line, after the token was renewed. */
  async greet(): Promise<void> {
    const socket = this.socket;
    try {
      const frame = await this.events.hello();
      if (socket === this.socket && socket?.readyState === 1) socket.send(JSON.stringify(frame));
    } catch {
      if (socket === this.socket) this.fail();
    }
  }

  /** Try now instead of after the pause. */
  readonly hurry = (): void => {
    if (this.isStopped || this.isWelcome) return;
    this.close();
    this.connect();
  };

  private readonly drop = (): void => {
    if (!this.isStopped) this.fail();
  };

  private connect(): void {
    let socket: WebSocket;
    try {
      socket = new WebSocket(this.address);
    } catch {
      this.fail();
      return;
    }
    this.socket = socket;
    this.waiting = setTimeout(() => this.fail(), GREETING);
    socket.onopen = () => void this.greet();
    socket.onclose = () => socket === this.socket && this.fail();
    socket.onmessage = (event) => socket === this.socket && this.read(event.data);
  }

  private read(data: unknown): void {
    let frame: In;
    try {
      frame = JSON.parse(String(data)) as In;
    } catch {
      return;
    }
    this.heard();
    const isFirst = frame.type === "welcome" && !this.isWelcome;
    if (isFirst) this.settle();
    this.events.onFrame(frame);
    if (isFirst) this.events.onLink("up", 0);
  }

  private settle(): void {
    this.isWelcome = true;
    this.failures = 0;
    if (this.waiting) clearTimeout(this.waiting);
    this.pinging = setInterval(() => this.ping(), PING_EVERY);
  }

  private ping(): void {
    if (!this.send({ type: "ping" } as Out)) return;
    this.silence ??= setTimeout(() => this.fail(), SILENCE);
  }

  private heard(): void {
    if (this.silence) clearTimeout(this.silence);
    this.silence = null;
  }

  private fail(): void {
    this.close();
    if (this.isStopped) return;
    this.failures += 1;
    this.events.onLink("down", this.failures);
    const pause = PAUSES[Math.min(this.failures, PAUSES.length) - 1] ?? 15_000;
    this.waiting = setTimeout(() => this.connect(), pause / 2 + (Math.random() * pause) / 2);
  }

  private close(): void {
    if (this.waiting) clearTimeout(this.waiting);
    if (this.pinging) clearInterval(this.pinging);
    this.heard();
    const socket = this.socket;
    this.socket = null;
    this.isWelcome = false;
    socket?.close();
  }
}
