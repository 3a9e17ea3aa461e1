/** Which model answers, which are proposed, how they compare, and what was done with them. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, App } from "antd";
import { sentenceOf } from "../api/http";
import { getModels, MODELS, type Models, promote } from "../api/learning";
import { Failed, ListSkeleton, Nothing } from "../parts/ListStates";
import { Time } from "../parts/Time";
import { useWords } from "../strings";
import { ModelCard } from "./ModelCard";

const WATCHED = 1_500;

export function ModelsTab() {
  const t = useWords();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const models = useQuery({
    queryKey: MODELS,
    queryFn: getModels,
    refetchInterval: (query) => (query.state.data?.items.some((one) => one.is_loading) ? WATCHED : false),
  });
  const put = useMutation({
    mutationFn: promote,
    onError: (wrong) => message.error(t.common.notDone(sentenceOf(wrong)), 5),
    onSettled: () => cache.invalidateQueries({ queryKey: MODELS }),
  });
  if (models.isPending) return <ListSkeleton rows={4} />;
  if (!models.data) return <Failed error={models.error} onRetry={() => models.refetch()} />;
  const { items, events } = models.data;
  if (!items.length) return <Nothing title={t.learning.noModels} next={t.learning.howTo} />;
  const isBusy = put.isPending || items.some((one) => one.is_loading);
  return (
    <>
      {items.map((model) => (
        <ModelCard
          key={model.version}
          model={model}
          isBusy={isBusy}
          onPromote={() => put.mutate(model.version)}
        />
      ))}
      <History events={events} />
      <Alert type="info" title={t.learning.howTo} className="lesson-hint" />
    </>
  );
}

function History({ events }: { events: Models["events"] }) {
  const t = useWords();
  return (
    <section className="card">
      <header className="card-head">
        <b>{t.learning.history}</b>
      </header>
      <ul className="lesson-lines">
        {events.map((one) => (
          <li key={`${one.at}${one.kind}${one.version}`}>
            <Time at={one.at} />
            <div>
              {t.learning.event[one.kind](one.version, one.actor_name ?? "")}
              {one.detail && <span className="muted lesson-why">{one.detail}</span>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
