/** Canned replies: found by “/word”, put at the caret, never sent with an empty variable. */
import { describe, expect, it } from "vitest";
import { insertCanned, matching, openVariables, slashAt } from "../src/workbench/canned";

const reply = (id: number, shortcut: string, title: string, text: string) => ({
  id,
  shortcut,
  title,
  body: text,
  text,
});
const REPLIES = [
  reply(1, "地址", "退货地址", "请寄到{退货地址}"),
  reply(2, "退款", "退款时效", "一般 1–3 个工作日到账"),
  reply(3, "tk", "退款进度", "正在查"),
];

describe("a slash", () => {
  it("opens the list at the start of a text or after a space", () => {
    expect(slashAt("/", 1)).toEqual({ start: 0, word: "" });
    expect(slashAt("您好 /退", 5)).toEqual({ start: 3, word: "退" });
  });

  it("is only a slash inside a word, an address or behind the caret", () => {
    expect(slashAt("1/2", 3)).toBeNull();
    expect(slashAt("https://a", 9)).toBeNull();
    expect(slashAt("/退款 好", 5)).toBeNull();
    expect(slashAt("您好 /退", 2)).toBeNull();
  });
});

describe("matching", () => {
  it("puts the shortcut before the title before the text", () => {
    expect(matching(REPLIES, "退款").map((one) => one.id)).toEqual([2, 3]);
    expect(matching(REPLIES, "TK").map((one) => one.id)).toEqual([3]);
    expect(matching(REPLIES, "工作日").map((one) => one.id)).toEqual([2]);
  });

  it("shows all of them before a word was typed, and none for an unknown one", () => {
    expect(matching(REPLIES, "")).toHaveLength(3);
    expect(matching(REPLIES, "没有")).toEqual([]);
  });
});

describe("inserting", () => {
  it("replaces the slash word and keeps what stands around it", () => {
    const put = insertCanned("您好 /退款 谢谢", { start: 3, word: "退款" }, 6, "已到账");
    expect(put).toEqual({ text: "您好 已到账 谢谢", caret: 6 });
  });

  it("moves the caret to the first variable that nobody filled", () => {
    const put = insertCanned("/地址", { start: 0, word: "地址" }, 3, "请寄到{退货地址}，谢谢");
    expect(put.caret).toBe(3);
  });
});

describe("open variables", () => {
  it("are named once each, in order", () => {
    expect(openVariables("{顾客}您好，{订单号}…{顾客}")).toEqual(["{顾客}", "{订单号}"]);
  });

  it("are not any braces", () => {
    expect(openVariables("{} { a } {1,2} 好")).toEqual([]);
  });
});
