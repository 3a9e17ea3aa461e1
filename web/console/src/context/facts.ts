/** What the assistant knows at a handoff, in words. */
import type { Packet } from "../api/types";
import type { Catalogue } from "../strings/catalogue";

/** Name and value of each fact that says something to a person; ids and empty ones are left out. */
export function factsOf(slots: Packet["slots"], t: Catalogue): [string, string][] {
  const names: Record<string, string> = t.context.facts;
  const values: Record<string, Record<string, string>> = { wish: t.cases.wish, reason: t.cases.reason };
  return Object.entries(slots).flatMap(([fact, value]) => {
    const name = names[fact];
    if (!name || value === null || value === "" || typeof value === "object") return [];
    return [[name, values[fact]?.[String(value)] ?? String(value)] as [string, string]];
  });
}
