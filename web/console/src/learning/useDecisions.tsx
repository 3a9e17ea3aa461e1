/** Deciding on sentences: gone at once, with an undo; back with a clear word when the service refuses. */
import { useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { sentenceOf } from "../api/http";
import {
  type Decision,
  decide,
  GROUPS,
  type Intent,
  type Sentence,
  type SentenceGroups,
} from "../api/learning";
import { useWords } from "../strings";

const SECONDS = 6;

/** The groups without some sentences; empty ones go. */
export function without(data: SentenceGroups, ids: ReadonlySet<number>): SentenceGroups {
  const items = data.items
    .map((group) => ({ ...group, sentences: group.sentences.filter((one) => !ids.has(one.id)) }))
    .filter((group) => group.sentences.length);
  const gone = data.items.flatMap((group) => group.sentences).filter((one) => ids.has(one.id)).length;
  return { items, counts: { ...data.counts, new: data.counts.new - gone } };
}

export function useDecisions() {
  const t = useWords();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const refresh = () => cache.invalidateQueries({ queryKey: ["learning"] });

  const undo = async (ids: number[]) => {
    try {
      await decide(ids, "new");
      message.success(t.learning.undone);
    } catch (wrong) {
      message.error(t.common.notDone(sentenceOf(wrong)), 5);
    }
    void refresh();
  };

  return async (sentences: Sentence[], decision: Decision, intent: Intent | null) => {
    const ids = sentences.map((one) => one.id);
    await cache.cancelQueries({ queryKey: GROUPS });
    const before = cache.getQueryData<SentenceGroups>(GROUPS);
    if (before) cache.setQueryData(GROUPS, without(before, new Set(ids)));
    try {
      const { changed } = await decide(ids, decision, intent?.name ?? null);
      if (changed < ids.length) message.info(t.learning.missed(ids.length - changed));
      const key = ids.join(".");
      message.success({
        key,
        duration: SECONDS,
        content: (
          <>
            {doneWords(t, decision, changed, intent)}{" "}
            <Button
              type="link"
              size="small"
              onClick={() => {
                message.destroy(key);
                void undo(ids);
              }}
            >
              {t.learning.undo}
            </Button>
          </>
        ),
      });
    } catch (wrong) {
      if (before) cache.setQueryData(GROUPS, before);
      message.error(t.common.notDone(sentenceOf(wrong)), 5);
    }
    void refresh();
  };
}

function doneWords(t: ReturnType<typeof useWords>, decision: Decision, n: number, intent: Intent | null) {
  if (decision === "named") return t.learning.done.named(n, intent?.title ?? "");
  return decision === "filed" ? t.learning.done.filed(n) : t.learning.done.dropped(n);
}
