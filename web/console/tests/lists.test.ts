/** Ticket lists: pages become one list, the place is kept. */
import { describe, expect, it } from "vitest";
import type { TicketRow } from "../src/api/types";
import { mergePages, neighbour, patchRow } from "../src/workbench/lists";

const row = (number: string, more: Partial<TicketRow> = {}) => ({ number, unread: 1, ...more }) as TicketRow;
const page = (...numbers: string[]) => ({ items: numbers.map((one) => row(one)), next_cursor: null });

describe("merging pages", () => {
  it("keeps every ticket once, where it came first, when one slid to the next page while reading", () => {
    const rows = mergePages([page("a", "b", "c"), page("c", "d")]);
    expect(rows.map((one) => one.number)).toEqual(["a", "b", "c", "d"]);
  });

  it("is an empty list before anything came", () => {
    expect(mergePages(undefined)).toEqual([]);
  });
});

describe("the neighbour of a ticket", () => {
  const rows = mergePages([page("a", "b", "c")]);

  it("is the next or the one before, and stays at the ends", () => {
    expect(neighbour(rows, "a", 1)).toBe("b");
    expect(neighbour(rows, "c", 1)).toBe("c");
    expect(neighbour(rows, "a", -1)).toBe("a");
  });

  it("is the first or the last when nothing is chosen", () => {
    expect(neighbour(rows, null, 1)).toBe("a");
    expect(neighbour(rows, null, -1)).toBe("c");
    expect(neighbour([], null, 1)).toBeNull();
  });

  it("goes on from where a ticket stood that has left the list", () => {
    expect(neighbour(rows, "gone", 1, 1)).toBe("b");
    expect(neighbour(rows, "gone", -1, 1)).toBe("a");
    expect(neighbour(rows, "gone", 1, 9)).toBe("c");
  });
});

describe("changing one row", () => {
  const data = { pages: [page("a", "b"), page("c")], pageParams: [null] };

  it("changes that row only, and leaves other pages as they are", () => {
    const next = patchRow(data, "b", { unread: 0 });
    expect(next?.pages[0]?.items.map((one) => one.unread)).toEqual([1, 0]);
    expect(next?.pages[1]).toBe(data.pages[1]);
    expect(next?.pages[0]?.items[0]).toBe(data.pages[0]?.items[0]);
  });

  it("changes nothing when the ticket is not in the list", () => {
    expect(patchRow(data, "z", { unread: 0 })).toBe(data);
    expect(patchRow(undefined, "a", {})).toBeUndefined();
  });
});
