/** What is owed next, beside the service clocks: 退款法定 3 天 4 时. */
import { countdown, exactDue } from "@huisheng/shared/time";
import type { Owed } from "../api/types";
import { useNow } from "../live/clock";
import { useLanguage, useWords } from "../strings";
import { leftOf } from "./owed";

interface Props {
  owed: Owed | null | undefined;
  /** Under a heading that names it already. */
  isNamed?: boolean;
}

export function OwedClock({ owed, isNamed = false }: Props) {
  const t = useWords();
  const now = useNow();
  const language = useLanguage();
  if (!owed) return null;
  const { left, state } = leftOf(owed, now);
  const words = left < 0 ? t.owed.late(countdown(-left, language)) : countdown(left, language);
  const note = owed.provisional ? ` · ${t.owed.provisional}` : "";
  return (
    <span className={`clock is-${state}`} title={`${t.owed.due(exactDue(owed.due_at))}${note}`}>
      {!isNamed && t.owed.kind[owed.kind]} <b>{words}</b>
    </span>
  );
}
