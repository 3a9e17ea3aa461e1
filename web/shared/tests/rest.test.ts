/** Answers of the service, and what counts as none. */

import { afterEach, expect, it, vi } from "vitest";
import { Refusal, Rest, readAnswer, Unreachable } from "../src/rest";

afterEach(() => vi.unstubAllGlobals());

it("carries the token and the body", async () => {
  const fetch = vi.fn(async () => new Response('{"ok":1}', { status: 201 }));
  vi.stubGlobal("fetch", fetch);
  const rest = new Rest({ origin: "http://shop.test", token: () => "t" });
  expect(await rest.post("/visitors", { a: 1 })).toEqual({ ok: 1 });
  const [url, init] = fetch.mock.calls[0] as unknown as [string, RequestInit];
  expect(url).toBe("http://shop.test/api/v1/visitors");
  expect(init).toMatchObject({ method: "POST", body: '{"a":1}', headers: { authorization: "Bearer t" } });
});

it("gives a refusal its code and sentence", () => {
  const refuse = () => readAnswer(409, '{"error":"already_rated","detail":"已经评价过了"}');
  expect(refuse).toThrow(Refusal);
  expect(refuse).toThrow("已经评价过了");
});

it("takes a proxy's page for no answer", () => {
  expect(() => readAnswer(502, "<h1>Bad Gateway</h1>")).toThrow(Unreachable);
  expect(() => readAnswer(500, '{"message":"x"}')).toThrow(Unreachable);
});

it("takes an empty answer for nothing", () => {
  expect(readAnswer(204, "")).toBeUndefined();
});

it("says so when nobody is there", async () => {
  vi.stubGlobal("fetch", async () => {
    throw new TypeError("no network");
  });
  await expect(new Rest({ origin: "http://shop.test" }).get("/me")).rejects.toBeInstanceOf(Unreachable);
});
