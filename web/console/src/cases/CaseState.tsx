/** A case's state; its colour says whose turn it is. */
import type { Case } from "../api/types";
import { useWords } from "../strings";

const TURNS: Record<string, string> = { agent: "ours", shopper: "theirs" };

export function CaseState({ one }: { one: Case }) {
  const t = useWords();
  const turn = TURNS[one.timeline.next.acts ?? ""] ?? "over";
  return <span className={`case-state is-${turn}`}>{t.cases.status[one.status] ?? one.status_text}</span>;
}
