/** Follow-up campaigns: the list, a new one, one with its results. */
import { PlusOutlined } from "@ant-design/icons";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { Link, useNavigate, useParams } from "react-router";
import { CAMPAIGNS, getCampaigns } from "../api/campaigns";
import { useMe } from "../api/session";
import type { Campaign } from "../api/types";
import { Failed, ListSkeleton, Nothing, ScrollEnd } from "../parts/ListStates";
import { Time } from "../parts/Time";
import { useWords } from "../strings";
import { CampaignForm } from "./CampaignForm";
import { CampaignPane } from "./CampaignPane";

export default function CampaignsPage() {
  const t = useWords();
  const chosen = useParams().id ?? null;
  const navigate = useNavigate();
  const canPlan = useMe().role !== "agent";
  const pages = useInfiniteQuery({
    queryKey: CAMPAIGNS,
    queryFn: ({ pageParam }) => getCampaigns(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor ?? null,
  });
  const rows = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const create = (
    <Button size="small" type="primary" icon={<PlusOutlined />} onClick={() => navigate("/campaigns/new")}>
      {t.campaigns.create}
    </Button>
  );
  return (
    <div className="desk is-two">
      <section className="queue" aria-label={t.campaigns.title}>
        <div className="queue-head">
          <h1>{t.campaigns.title}</h1>
          {canPlan && create}
        </div>
        <div className="queue-rows">
          {pages.isPending ? (
            <ListSkeleton />
          ) : pages.isError && !rows.length ? (
            <Failed error={pages.error} onRetry={() => pages.refetch()} />
          ) : rows.length ? (
            <>
              <ul className="rows">
                {rows.map((one) => (
                  <Row key={one.id} one={one} isChosen={String(one.id) === chosen} />
                ))}
              </ul>
              <ScrollEnd pages={pages} count={rows.length} />
            </>
          ) : (
            <Nothing
              title={t.campaigns.empty}
              next={canPlan ? t.campaigns.emptyNext : t.campaigns.leadOnly}
            />
          )}
        </div>
      </section>
      {chosen === "new" && canPlan ? (
        <CampaignForm />
      ) : chosen && Number(chosen) ? (
        <CampaignPane key={chosen} id={Number(chosen)} />
      ) : (
        <main className="pane-empty">
          <Nothing title={t.campaigns.choose} next={canPlan ? t.campaigns.chooseNext : undefined} />
        </main>
      )}
    </div>
  );
}

function Row({ one, isChosen }: { one: Campaign; isChosen: boolean }) {
  const t = useWords();
  return (
    <li>
      <Link
        className={`row${isChosen ? " is-chosen" : ""}`}
        to={`/campaigns/${one.id}`}
        aria-current={isChosen ? "true" : undefined}
      >
        <span className="row-line">
          <span className="row-name">{one.name}</span>
          <span className={`case-state is-${one.status}`}>{t.campaigns.status[one.status]}</span>
        </span>
        <span className="row-line row-foot">
          <span className="row-said">
            {t.campaigns.kinds[one.audience.kind]} · {t.campaigns.channels[one.channel]}
          </span>
          <Time at={one.created_at} />
        </span>
      </Link>
    </li>
  );
}
