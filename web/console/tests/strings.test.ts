/** The two catalogues say the same things. */
import { describe, expect, it } from "vitest";
import { en } from "../src/strings/en";
import { zh } from "../src/strings/zh";
import { CATEGORIES, KINDS } from "../src/workbench/categories";

function keysOf(words: object, path = ""): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === "object" && value !== null ? keysOf(value, `${path}${key}.`) : [`${path}${key}`],
  );
}

describe("the catalogues", () => {
  it("have equal keys", () => {
    expect(keysOf(en).sort()).toEqual(keysOf(zh).sort());
  });

  it("leave no sentence empty, and no Chinese in the English one but what is typed as it is", () => {
    const plain = (words: object): [string, string][] =>
      Object.entries(words).flatMap(([key, value]) =>
        typeof value === "string"
          ? [[key, value] as [string, string]]
          : typeof value === "object"
            ? plain(value)
            : [],
      );
    for (const [key, value] of [...plain(zh), ...plain(en)]) expect(value, key).not.toBe("");
    const chinese = plain(en).filter(([key, value]) => /\p{Script=Han}/u.test(value) && key !== "variables");
    expect(chinese).toEqual([]);
  });

  it("name every category and kind of the taxonomy", () => {
    const names = [...Object.keys(CATEGORIES), ...Object.values(CATEGORIES).flat()];
    for (const name of names) expect(en.category, name).toHaveProperty(name);
    for (const kind of KINDS) expect(en.kinds, kind).toHaveProperty(kind);
  });
});
