/** Times, money, numbers and links as people read them. */

import { describe, expect, it } from "vitest";
import { fill, languageOf } from "../src/language";
import { safeLink } from "../src/links";
import { grouped, money, percent, shortened } from "../src/money";
import { countdown, day, dueTime, exactDue, exactTime, relativeTime, waitTime } from "../src/time";
import { en } from "../src/words/en";
import { zhCN } from "../src/words/zh-CN";

const NOW = Date.parse("2026-11-22T14:30:00+08:00");

describe("times", () => {
  it.each([
    ["2026-11-22T14:29:40+08:00", "刚刚", "just now"],
    ["2026-11-22T14:25:00+08:00", "5 分钟前", "5 min ago"],
    ["2026-11-22T09:05:00+08:00", "09:05", "09:05"],
    ["2026-11-21T14:03:00+08:00", "昨天 14:03", "yesterday 14:03"],
    ["2026-11-03T14:03:00+08:00", "11月3日", "3 Nov"],
    ["2025-11-03T14:03:00+08:00", "2025年11月3日", "3 Nov 2025"],
    ["2026-11-21T23:59:00Z", "07:59", "07:59"],
  ])("says %s as %s", (at, chinese, english) => {
    expect(relativeTime(at, NOW)).toBe(chinese);
    expect(relativeTime(at, NOW, "en")).toBe(english);
  });

  it("puts midnight on the shop's clock, wherever the reader is", () => {
    const lateNight = Date.parse("2026-11-21T16:30:00Z");
    expect(relativeTime("2026-11-21T15:00:00Z", lateNight)).toBe("昨天 23:00");
  });

  it("names what is due", () => {
    expect(dueTime("2026-11-22T18:00:00+08:00", NOW)).toBe("今天 18:00");
    expect(dueTime("2026-11-23T09:30:00+08:00", NOW)).toBe("明天 09:30");
    expect(dueTime("2026-11-26T18:00:00+08:00", NOW)).toBe("11月26日 18:00");
    expect(dueTime("2026-11-25T00:00:00+08:00", NOW)).toBe("11月24日 24:00");
    expect(exactDue("2026-11-25T00:00:00+08:00")).toBe("2026-11-24 24:00");
    expect(day("2026-01-05T00:00:00+08:00", NOW, "en")).toBe("5 Jan");
    expect(exactTime("2026-01-05T06:07:00Z")).toBe("2026-01-05 14:07");
  });

  it("is never more exact about a wait than it is known", () => {
    expect([0, 59, 60, 61, 3_540, 3_600, 7_000].map((seconds) => waitTime(seconds))).toEqual([
      "不到 1 分钟",
      "不到 1 分钟",
      "约 1 分钟",
      "约 2 分钟",
      "约 59 分钟",
      "约 1 小时",
      "约 2 小时",
    ]);
  });

  it("counts down, below zero too", () => {
    expect([252, 7_500, 273_600, -61].map((seconds) => countdown(seconds))).toEqual([
      "04:12",
      "2:05:00",
      "3 天 4 时",
      "−01:01",
    ]);
  });
});

describe("numbers", () => {
  it("shows fen as grouped yuan", () => {
    expect([129_900, 0, 5, -500, 123_456_789].map(money)).toEqual([
      "¥1,299.00",
      "¥0.00",
      "¥0.05",
      "−¥5.00",
      "¥1,234,567.89",
    ]);
  });

  it("groups long numbers and leaves short ones", () => {
    expect(grouped("78012345600017")).toBe("7801 2345 6000 17");
    expect(grouped("SF1020304050607")).toBe("SF 1020 3040 5060 7");
    expect(grouped("12345678")).toBe("12345678");
    expect(shortened("2611200001234")).toBe("…1234");
  });

  it("shows a share, and a dash for none", () => {
    expect([percent(0.864), percent(0), percent(null)]).toEqual(["86.4%", "0.0%", "–"]);
  });
});

describe("links", () => {
  it.each([
    ["/help/returns", "http://shop.test/help/returns"],
    ["https://shop.test/a", "https://shop.test/a"],
    ["javascript:alert(1)", null],
    [" JAVASCRIPT:alert(1)", null],
    ["data:text/html,x", null],
    ["//other.test/x", "http://other.test/x"],
    ["", null],
    [null, null],
  ])("makes of %s the link %s", (address, link) => {
    expect(safeLink(address, "http://shop.test")).toBe(link);
  });
});

describe("languages", () => {
  it("takes the first wish that is one", () => {
    expect(languageOf(null, "", "en-GB")).toBe("en");
    expect(languageOf("zh-TW", "en")).toBe("zh-CN");
    expect(languageOf(undefined)).toBe("zh-CN");
  });

  it("fills the same places in both languages", () => {
    const places = (words: object) =>
      Object.entries(words).map(([key, text]) => [
        key,
        String(text)
          .match(/\{\w+\}/g)
          ?.toSorted() ?? [],
      ]);
    const yearless = (words: object) => Object.fromEntries(places(words));
    expect(yearless(en)).toEqual(yearless(zhCN));
  });

  it("leaves a place without a value as it is", () => {
    expect(fill("{a} {b}", { a: 1 })).toBe("1 {b}");
  });
});
