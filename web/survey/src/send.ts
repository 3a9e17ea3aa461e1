/** One POST of JSON, with a limit of time and words for what went wrong. */

export interface Outcome {
  /** The answer was stored; `text` says what happens now. */
  done: boolean;
  text: string;
}

export type Send = (url: string, answer: Answer) => Promise<Outcome>;

export interface Answer {
  score: number;
  reasons: string[];
  comment: string;
}

const PATIENCE = 10_000;
const ENDED = new Set(["already_answered", "survey_expired"]);

/** Never rejects: a cut line is an outcome too, with the words to show. */
export const postJson: Send = async (url, answer) => {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(answer),
      signal: AbortSignal.timeout(PATIENCE),
    });
    return read(response.ok, await response.json());
  } catch {
    return { done: false, text: "没有发出去，可能是网络断了。您写的都还在，点一下重试就好。" };
  }
};

export function read(ok: boolean, body: unknown): Outcome {
  const told = body as { thanks?: unknown; error?: unknown; detail?: unknown };
  if (ok && typeof told.thanks === "string") return { done: true, text: told.thanks };
  if (typeof told.detail !== "string") return { done: false, text: "没有提交成功，请再试一次。" };
  return { done: ENDED.has(String(told.error)), text: told.detail };
}
