/** The queue on the left: four views with counts, search, filters, rows that keep their place. */
import { FilterOutlined, SearchOutlined } from "@ant-design/icons";
import { Badge, Button, Input, Popover, Select } from "antd";
import { useEffect, useRef, useState } from "react";
import type { Filters } from "../api/tickets";
import type { Status, TicketRow, View } from "../api/types";
import { Failed, ListSkeleton, Nothing, ScrollEnd } from "../parts/ListStates";
import { useWords } from "../strings";
import { CATEGORIES } from "./categories";
import { QueueRow } from "./QueueRow";
import { useCounts, type useTicketList } from "./useTickets";

export const VIEWS: View[] = ["mine", "unassigned", "overdue_soon", "all"];
const STATUSES: Status[] = ["new", "open", "waiting_customer", "waiting_third_party", "resolved", "closed"];

interface Props {
  filters: Filters;
  list: ReturnType<typeof useTicketList>;
  chosen: string | null;
  search: string;
  onFilter: (change: Partial<Filters>) => void;
}

export function QueueList({ filters, list, chosen, search, onFilter }: Props) {
  const t = useWords();
  const counts = useCounts().data;
  const { pages, rows } = list;
  const scroller = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const row = chosen && scroller.current?.querySelector(`[data-number="${CSS.escape(chosen)}"]`);
    if (row) row.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return (
    <section className="queue" aria-label={t.queue.label}>
      <div className="views" role="tablist">
        {VIEWS.map((view) => (
          <button
            key={view}
            type="button"
            role="tab"
            aria-selected={filters.view === view}
            className="view"
            onClick={() => onFilter({ view })}
          >
            {t.views[view]}
            <span className="view-count">{counts?.[view] ?? ""}</span>
          </button>
        ))}
      </div>
      <div className="queue-tools">
        <Search value={filters.q ?? ""} onSearch={(q) => onFilter({ q })} />
        <FilterButton filters={filters} onFilter={onFilter} />
      </div>
      <div className={`queue-rows${pages.isPlaceholderData ? " is-stale" : ""}`} ref={scroller}>
        <Rows {...{ filters, list, rows, chosen, search, onFilter }} />
      </div>
    </section>
  );
}

function Rows({ filters, list, rows, chosen, search, onFilter }: Props & { rows: TicketRow[] }) {
  const t = useWords();
  const { pages } = list;
  if (pages.isPending) return <ListSkeleton />;
  if (pages.isError && !rows.length) return <Failed error={pages.error} onRetry={() => pages.refetch()} />;
  if (!rows.length && (filters.q || filters.status || filters.category1)) {
    const clear = () => onFilter({ q: null, status: null, category1: null });
    const action = (
      <Button size="small" onClick={clear}>
        {t.queue.clear}
      </Button>
    );
    const what =
      filters.q ||
      (filters.category1 && t.category[filters.category1]) ||
      (filters.status && t.status[filters.status]);
    return <Nothing title={t.queue.nothing(what || "")} next={t.queue.nothingNext} action={action} />;
  }
  if (!rows.length) {
    const action = filters.view === "mine" && (
      <Button size="small" onClick={() => onFilter({ view: "unassigned" })}>
        {t.queue.goUnassigned}
      </Button>
    );
    return <Nothing title={t.queue.empty[filters.view]} next={t.queue.next[filters.view]} action={action} />;
  }
  return (
    <>
      <ul className="rows">
        {rows.map((ticket) => (
          <QueueRow key={ticket.number} ticket={ticket} isChosen={ticket.number === chosen} search={search} />
        ))}
      </ul>
      <ScrollEnd pages={pages} count={rows.length} />
    </>
  );
}

function Search({ value, onSearch }: { value: string; onSearch: (q: string | null) => void }) {
  const t = useWords();
  const [text, setText] = useState(value);
  const send = useRef(onSearch);
  send.current = onSearch;
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => send.current(text.trim() || null), 300);
    return () => clearTimeout(timer);
  }, [text, value]);
  return (
    <Input
      size="small"
      allowClear
      value={text}
      prefix={<SearchOutlined />}
      placeholder={t.queue.search}
      aria-label={t.queue.searchLabel}
      onChange={(event) => setText(event.target.value)}
    />
  );
}

function FilterButton({ filters, onFilter }: Pick<Props, "filters" | "onFilter">) {
  const t = useWords();
  const count = (filters.status ? 1 : 0) + (filters.category1 ? 1 : 0);
  const content = (
    <div className="filters">
      <Select
        value={filters.status ?? ""}
        aria-label={t.cases.filter}
        onChange={(status) => onFilter({ status: (status || null) as Status | null })}
        options={[
          { value: "", label: t.queue.allStatuses },
          ...STATUSES.map((status) => ({ value: status, label: t.status[status] })),
        ]}
      />
      <Select
        value={filters.category1 ?? ""}
        aria-label={t.ticket.category}
        onChange={(category1) => onFilter({ category1: category1 || null })}
        options={[
          { value: "", label: t.queue.allTopics },
          ...Object.keys(CATEGORIES).map((name) => ({ value: name, label: t.category[name] ?? name })),
        ]}
      />
    </div>
  );
  return (
    <Popover content={content} trigger="click" placement="bottomRight">
      <Badge count={count} size="small" color="var(--accent-strong)">
        <Button size="small" icon={<FilterOutlined />} aria-label={t.queue.filter} />
      </Badge>
    </Popover>
  );
}
