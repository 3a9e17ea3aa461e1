/** The service over HTTP: one function a method, an answer or one of two errors. */

/** The service answered no. `code` is for programs, `message` is a sentence to show. */
export class Refusal extends Error {
  override name = "Refusal";
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly fields: Record<string, unknown> = {},
  ) {
    super(detail);
  }
}

/** Nobody answered: no network, a dead service, a broken proxy, or longer than the time limit. */
export class Unreachable extends Error {
  override name = "Unreachable";
}

export interface RestOptions {
  /** Origin of the service, without a slash at its end. */
  origin: string;
  token?: () => string | null;
  /** Milliseconds until an answer counts as none. */
  limit?: number;
}

/** JSON requests below /api/v1 with a bearer token. */
export class Rest {
  constructor(private readonly options: RestOptions) {}

  /** An address below /api/v1. */
  url(path: string): string {
    return `${this.options.origin}/api/v1${path}`;
  }

  get<Answer>(path: string): Promise<Answer> {
    return this.call<Answer>("GET", path);
  }

  /** `key`: the same deed again, after no answer came, is done once. */
  post<Answer>(path: string, body: unknown = {}, key?: string): Promise<Answer> {
    return this.call<Answer>("POST", path, body, key);
  }

  put<Answer>(path: string, body: unknown): Promise<Answer> {
    return this.call<Answer>("PUT", path, body);
  }

  patch<Answer>(path: string, body: unknown): Promise<Answer> {
    return this.call<Answer>("PATCH", path, body);
  }

  /** Raises Refusal or Unreachable. An empty answer is undefined. */
  async call<Answer>(method: string, path: string, body?: unknown, key?: string): Promise<Answer> {
    const headers: Record<string, string> = { accept: "application/json" };
    if (key) headers["idempotency-key"] = key;
    const token = this.options.token?.();
    if (token) headers.authorization = `Bearer ${token}`;
    if (body !== undefined) headers["content-type"] = "application/json";
    let response: Response;
    let text: string;
    try {
      const signal = AbortSignal.timeout(this.options.limit ?? 10_000);
      const init = { method, headers, signal, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
      response = await fetch(this.url(path), init);
      text = await response.text();
    } catch (cause) {
      throw new Unreachable("no answer", { cause });
    }
    return readAnswer<Answer>(response.status, text);
  }
}

/** The answer in a response's text. Raises Refusal, or Unreachable for what is no answer of the service. */
export function readAnswer<Answer>(status: number, text: string): Answer {
  let answer: unknown;
  try {
    answer = text ? JSON.parse(text) : undefined;
  } catch (cause) {
    throw new Unreachable("not an answer of the service", { cause });
  }
  if (status < 400) return answer as Answer;
  const refusal = (answer ?? {}) as { error?: unknown; detail?: unknown };
  if (typeof refusal.error !== "string") throw new Unreachable(`status ${status}`);
  const detail = typeof refusal.detail === "string" ? refusal.detail : refusal.error;
  throw new Refusal(status, refusal.error, detail, answer as Record<string, unknown>);
}
