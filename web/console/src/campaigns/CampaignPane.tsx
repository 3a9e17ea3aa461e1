/** One campaign: its plan, its progress, start and cancel, its results. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import {
  CAMPAIGNS,
  campaignKey,
  cancelCampaign,
  getCampaign,
  resultsKey,
  startCampaign,
} from "../api/campaigns";
import { sentenceOf } from "../api/http";
import { useMe } from "../api/session";
import type { Campaign } from "../api/types";
import { Failed, Loading } from "../parts/ListStates";
import { Time } from "../parts/Time";
import { useWords } from "../strings";
import { ResultsView } from "./ResultsView";

const COUNTS = ["planned", "sent", "skipped", "failed", "answered"] as const;

export function CampaignPane({ id }: { id: number }) {
  const found = useQuery({
    queryKey: campaignKey(id),
    queryFn: () => getCampaign(id),
    refetchInterval: ({ state }) => (state.data?.status === "running" ? 5_000 : false),
  });
  if (found.data) return <Known one={found.data} />;
  return (
    <main className="pane-empty">
      {found.isPending ? <Loading /> : <Failed error={found.error} onRetry={() => found.refetch()} />}
    </main>
  );
}

function Known({ one }: { one: Campaign }) {
  const t = useWords();
  const level = one.audience.category1 ?? one.audience.level ?? one.audience.product_id;
  return (
    <main className="pane sheet">
      <header className="sheet-head">
        <h1>{one.name}</h1>
        <span className={`case-state is-${one.status}`}>{t.campaigns.status[one.status]}</span>
        <Buttons one={one} />
      </header>
      <p className="muted">
        {t.campaigns.kinds[one.audience.kind]}
        {level && ` · ${t.category[level] ?? level}`} · {t.campaigns.sinceDays(one.audience.since_days)} ·{" "}
        {t.campaigns.delayHours(one.schedule.delay_hours)} · {t.campaigns.quiet} {one.schedule.quiet_from}–
        {one.schedule.quiet_to} · {t.campaigns.channels[one.channel]} · {t.campaigns.by}{" "}
        <Time at={one.created_at} />
      </p>
      <p>“{one.questions.title}”</p>
      {one.counts && (
        <ul className="counts">
          {COUNTS.map((name) => (
            <li key={name}>
              <b className={name === "failed" && one.counts?.failed ? "is-failure" : undefined}>
                {one.counts?.[name]}
              </b>
              <span>{t.campaigns.counts[name]}</span>
            </li>
          ))}
        </ul>
      )}
      {one.status !== "draft" && <ResultsView id={one.id} isRunning={one.status === "running"} />}
    </main>
  );
}

function Buttons({ one }: { one: Campaign }) {
  const t = useWords();
  const cache = useQueryClient();
  const { message, modal } = App.useApp();
  const me = useMe();
  const change = useMutation({
    mutationFn: (ask: typeof startCampaign) => ask(one.id),
    onSuccess: (campaign) => {
      cache.setQueryData(campaignKey(one.id), (before: Campaign | undefined) => ({ ...before, ...campaign }));
      void cache.invalidateQueries({ queryKey: CAMPAIGNS });
      void cache.invalidateQueries({ queryKey: campaignKey(one.id) });
      void cache.invalidateQueries({ queryKey: resultsKey(one.id) });
    },
    onError: (wrong) => message.error(t.common.notDone(sentenceOf(wrong)), 5),
  });
  if (me.role === "agent") return null;
  const ask = (kind: "start" | "cancel") =>
    modal.confirm({
      title: kind === "start" ? t.campaigns.startTitle : t.campaigns.cancelTitle,
      content: kind === "start" ? t.campaigns.startHint : t.campaigns.cancelHint,
      okText: t.campaigns[kind],
      cancelText: t.common.back,
      onOk: () => change.mutate(kind === "start" ? startCampaign : cancelCampaign),
    });
  return (
    <span className="head-buttons">
      {one.status === "draft" && (
        <Button type="primary" loading={change.isPending} onClick={() => ask("start")}>
          {t.campaigns.start}
        </Button>
      )}
      {(one.status === "draft" || one.status === "running") && (
        <Button onClick={() => ask("cancel")}>{t.campaigns.cancel}</Button>
      )}
    </span>
  );
}
