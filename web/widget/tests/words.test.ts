/** Both catalogues say the same things. */

import { expect, it } from "vitest";
import { en } from "../src/words/en";
import { zhCN } from "../src/words/zh-CN";

it("fills the same places in both languages", () => {
  const places = (words: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(words).map(([key, said]) => [key, said.match(/\{\w+\}/g)?.toSorted() ?? []]),
    );
  expect(places(en)).toEqual(places(zhCN));
});

it("leaves no word empty and shouts nowhere", () => {
  for (const said of [...Object.values(zhCN), ...Object.values(en)]) {
    expect(said.trim()).not.toBe("");
    expect(said).not.toMatch(/[!！]/);
  }
});
