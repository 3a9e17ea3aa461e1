/** The four states of every list: loading, empty, failed, more below. */
import { Button, Skeleton } from "antd";
import { type ReactNode, useEffect, useRef } from "react";
import { sentenceOf } from "../api/http";
import { useWords } from "../strings";

/** Grey rows in the shape of what will come. */
export function ListSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <div className="list-skeleton" aria-busy="true">
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: grey rows have no other name
        <Skeleton key={index} active title={{ width: "45%" }} paragraph={{ rows: 1, width: "80%" }} />
      ))}
    </div>
  );
}

export function Loading() {
  return (
    <div className="loading-page">
      <Skeleton active paragraph={{ rows: 8 }} />
    </div>
  );
}

/** Nothing here, and what to do next. */
export function Nothing({ title, next, action }: { title: string; next?: string; action?: ReactNode }) {
  return (
    <div className="list-state">
      <p className="list-state-title">{title}</p>
      {next && <p className="list-state-next">{next}</p>}
      {action}
    </div>
  );
}

/** What happened, and a retry. */
export function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useWords();
  return (
    <div className="list-state" role="alert">
      <p className="list-state-title is-failure">{t.list.failed}</p>
      <p className="list-state-next">{typeof error === "string" ? error : sentenceOf(error)}</p>
      <Button size="small" onClick={onRetry}>
        {t.list.retry}
      </Button>
    </div>
  );
}

interface Paged {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  fetchNextPage: () => unknown;
}

/** The end of a list: loads the next page when it comes into sight. */
export function ScrollEnd({ pages, count }: { pages: Paged; count: number }) {
  const t = useWords();
  const mark = useRef<HTMLDivElement>(null);
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = pages;
  useEffect(() => {
    if (!mark.current || !hasNextPage || isFetchingNextPage || isFetchNextPageError) return;
    const watcher = new IntersectionObserver(
      (seen) => seen.some((one) => one.isIntersecting) && fetchNextPage(),
      {
        rootMargin: "400px",
      },
    );
    watcher.observe(mark.current);
    return () => watcher.disconnect();
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  return (
    <div ref={mark} className="list-end">
      {isFetchingNextPage && (
        <Skeleton active title={{ width: "45%" }} paragraph={{ rows: 1, width: "80%" }} />
      )}
      {hasNextPage && !isFetchingNextPage && (
        <Button size="small" type="text" onClick={() => fetchNextPage()}>
          {isFetchNextPageError ? t.list.retry : t.list.more}
        </Button>
      )}
      {!hasNextPage && count > 10 && <span>{t.list.end}</span>}
    </div>
  );
}
