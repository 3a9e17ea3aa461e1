/** The console's way to the service: the agent's token on every call; a refused token ends the session. */
import { Refusal, Rest, Unreachable } from "@huisheng/shared/rest";
import { words } from "../strings";
import { forgetSession, getToken } from "./session";

const rest = new Rest({ origin: location.origin, token: getToken });

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Ask the service. Throws Refusal or Unreachable. */
export async function call<Answer>(method: Method, path: string, body?: unknown): Promise<Answer> {
  const token = getToken();
  try {
    return await rest.call<Answer>(method, path, body);
  } catch (wrong) {
    if (wrong instanceof Refusal && wrong.status === 401 && token && token === getToken())
      forgetSession("expired");
    throw wrong;
  }
}

/** A sentence to show for whatever went wrong: the service's own where it gave one. */
export function sentenceOf(wrong: unknown): string {
  if (wrong instanceof Refusal && wrong.message) return wrong.message;
  return wrong instanceof Unreachable ? words().list.unreachable : words().list.unknown;
}

/** A query string of what is set; empty values are left out. */
export function query(values: Record<string, string | number | null | undefined>): string {
  const set = Object.entries(values).filter(
    ([, value]) => value !== null && value !== undefined && value !== "",
  );
  return set.length ? `?${new URLSearchParams(set.map(([key, value]) => [key, String(value)]))}` : "";
}
