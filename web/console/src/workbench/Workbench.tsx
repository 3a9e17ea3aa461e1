/** The desk: queue, conversation with its ticket, and what is known around it. */
import { useCallback, useEffect, useRef } from "react";
import { useNavigate, useParams, useSearchParams } from "react-router";
import type { Filters } from "../api/tickets";
import type { Status, View } from "../api/types";
import { Nothing } from "../parts/ListStates";
import { useWords } from "../strings";
import { KeyHelp } from "./KeyHelp";
import { neighbour } from "./lists";
import { QueueList, VIEWS } from "./QueueList";
import { TicketPane } from "./TicketPane";
import { useKeys } from "./useKeys";
import { useTicketList } from "./useTickets";

export function Workbench() {
  const t = useWords();
  const navigate = useNavigate();
  const chosen = useParams().number ?? null;
  const [params, setParams] = useSearchParams();
  const filters = filtersOf(params);
  const list = useTicketList(filters);
  const lastIndex = useRef(-1);
  const index = list.rows.findIndex((row) => row.number === chosen);
  if (index >= 0) lastIndex.current = index;
  const search = params.toString();

  const change = (next: Partial<Filters>) => setParams(paramsOf({ ...filters, ...next }), { replace: true });
  const step = useCallback(
    (by: 1 | -1) => {
      const number = neighbour(list.rows, chosen, by, lastIndex.current);
      if (number && number !== chosen) navigate({ pathname: `/tickets/${number}`, search });
    },
    [list.rows, chosen, navigate, search],
  );
  useKeys({ next: () => step(1), previous: () => step(-1) });
  useEffect(() => {
    lastIndex.current = -1;
  }, []);
  return (
    <div className="desk">
      <QueueList filters={filters} list={list} chosen={chosen} search={search} onFilter={change} />
      {chosen ? (
        <TicketPane key={chosen} number={chosen} />
      ) : (
        <main className="pane-empty">
          <Nothing title={t.ticket.choose} next={t.ticket.chooseNext} />
        </main>
      )}
      <KeyHelp />
    </div>
  );
}

/** The list that an address describes; figures of the dashboard link here. */
export function filtersOf(params: URLSearchParams): Filters {
  const view = params.get("view") as View;
  return {
    view: VIEWS.includes(view) ? view : "mine",
    status: params.get("status") as Status | null,
    category1: params.get("category1"),
    q: params.get("q"),
  };
}

function paramsOf(filters: Filters): Record<string, string> {
  const set = Object.entries(filters).filter(([, value]) => value);
  return Object.fromEntries(set.map(([key, value]) => [key, String(value)]));
}
