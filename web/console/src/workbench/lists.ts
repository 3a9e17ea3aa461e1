/** Ticket pages as one list that keeps its place while tickets move about. */
import type { Page, TicketRow } from "../api/types";

/** All rows once: a ticket that slid from one page to the next while we read is kept where it came first. */
export function mergePages<Row extends { number: string }>(pages: Page<Row>[] | undefined): Row[] {
  const seen = new Set<string>();
  return (pages ?? []).flatMap((page) =>
    page.items.filter((row) => !seen.has(row.number) && Boolean(seen.add(row.number))),
  );
}

/**
 * The neighbour of the chosen ticket, one step down (1) or up (-1).
 * When the chosen one has left the list, `lastIndex` says where it stood: the step starts there.
 */
export function neighbour(
  rows: { number: string }[],
  chosen: string | null,
  step: 1 | -1,
  lastIndex = -1,
): string | null {
  const found = rows.findIndex((row) => row.number === chosen);
  if (found >= 0) return rows[Math.min(Math.max(found + step, 0), rows.length - 1)]?.number ?? null;
  const start = lastIndex < 0 ? (step === 1 ? 0 : rows.length - 1) : step === 1 ? lastIndex : lastIndex - 1;
  return rows[Math.min(Math.max(start, 0), rows.length - 1)]?.number ?? null;
}

/** The same pages with one ticket's row changed; others keep their identity, so they do not draw again. */
export function patchRow<Data extends { pages: Page<TicketRow>[] }>(
  data: Data | undefined,
  number: string,
  change: Partial<TicketRow>,
): Data | undefined {
  if (!data?.pages.some((page) => page.items.some((row) => row.number === number))) return data;
  const pages = data.pages.map((page) =>
    page.items.some((row) => row.number === number)
      ? { ...page, items: page.items.map((row) => (row.number === number ? { ...row, ...change } : row)) }
      : page,
  );
  return { ...data, pages };
}
