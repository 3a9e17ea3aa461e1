/** The undecided sentences, a card for each meaning, the largest first. */
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { getIntents, INTENTS, type SentenceGroup, type SentenceGroups } from "../api/learning";
import { Failed, ListSkeleton, Nothing } from "../parts/ListStates";
import { useWords } from "../strings";
import { GroupCard } from "./GroupCard";
import { useDecisions } from "./useDecisions";

/** So many cards at once stay quick. */
const STEP = 20;

export function OpenTab({ groups }: { groups: UseQueryResult<SentenceGroups> }) {
  const t = useWords();
  const [shown, setShown] = useState(STEP);
  const intents = useQuery({ queryKey: INTENTS, queryFn: getIntents, staleTime: Number.POSITIVE_INFINITY });
  const decide = useDecisions();
  if (groups.isPending || intents.isPending) return <ListSkeleton rows={5} />;
  if (!groups.data || !intents.data)
    return (
      <Failed
        error={groups.error ?? intents.error}
        onRetry={() => Promise.all([groups.refetch(), intents.refetch()])}
      />
    );
  const { items } = groups.data;
  if (!items.length) return <Nothing title={t.learning.empty} next={t.learning.emptyNext} />;
  return (
    <>
      <p className="muted">{t.learning.about}</p>
      <div className="lesson-cards">
        {items.slice(0, shown).map((group) => (
          <GroupCard key={keyOf(group)} group={group} intents={intents.data.items} onDecide={decide} />
        ))}
      </div>
      {items.length > shown && (
        <Button type="text" onClick={() => setShown(shown + STEP)}>
          {t.learning.more(items.length - shown)}
        </Button>
      )}
    </>
  );
}

/** A group is who is in it: when that changes, what was ticked in it is over. */
function keyOf(group: SentenceGroup): string {
  return group.sentences.map((one) => one.id).join(".");
}
