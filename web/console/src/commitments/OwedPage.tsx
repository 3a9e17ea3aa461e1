/** Everything that is owed to customers, the soonest due first. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Segmented } from "antd";
import { useSearchParams } from "react-router";
import { getOwed, OWED, type OwedView } from "../api/commitments";
import { Failed, ListSkeleton, Nothing, ScrollEnd } from "../parts/ListStates";
import { useWords } from "../strings";
import { OwedCard } from "./OwedCard";

const VIEWS: OwedView[] = ["mine", "late", "open", "all"];

export default function OwedPage() {
  const t = useWords();
  const [params, setParams] = useSearchParams();
  const view = VIEWS.find((one) => one === params.get("view")) ?? "open";
  const pages = useInfiniteQuery({
    queryKey: [...OWED, view],
    queryFn: ({ pageParam }) => getOwed(view, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });
  const rows = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <main className="board">
      <header className="board-head">
        <h1>{t.owed.title}</h1>
        <Segmented
          value={view}
          onChange={(next) => setParams({ view: next }, { replace: true })}
          options={VIEWS.map((one) => ({ value: one, label: t.owed.view[one] }))}
        />
      </header>
      {pages.isPending ? (
        <ListSkeleton rows={5} />
      ) : pages.isError && !rows.length ? (
        <Failed error={pages.error} onRetry={() => pages.refetch()} />
      ) : rows.length ? (
        <div className="owed-list">
          {rows.map((one) => (
            <OwedCard key={one.id} one={one} withLinks />
          ))}
          <ScrollEnd pages={pages} count={rows.length} />
        </div>
      ) : (
        <Nothing title={t.owed.empty[view]} next={t.owed.emptyNext} />
      )}
    </main>
  );
}
