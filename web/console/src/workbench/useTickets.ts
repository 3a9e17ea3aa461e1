/** The ticket lists and single tickets, kept by the cache. */
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { COUNTS, type Filters, getCounts, getTicket, getTickets, listKey, ticketKey } from "../api/tickets";
import { useDeskState } from "../live/DeskProvider";
import { mergePages } from "./lists";

/** Without a line, lists are asked for this often. */
const ASK_EVERY = 15_000;

export function useCounts() {
  const isCut = useDeskState().link === "down";
  return useQuery({ queryKey: COUNTS, queryFn: getCounts, refetchInterval: isCut ? ASK_EVERY : false });
}

export function useTicketList(filters: Filters) {
  const isCut = useDeskState().link === "down";
  const pages = useInfiniteQuery({
    queryKey: listKey(filters),
    queryFn: ({ pageParam }) => getTickets(filters, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
    refetchInterval: isCut ? ASK_EVERY : false,
  });
  const rows = useMemo(() => mergePages(pages.data?.pages), [pages.data]);
  return { pages, rows };
}

export function useTicket(number: string | null) {
  return useQuery({
    queryKey: ticketKey(number ?? ""),
    queryFn: () => getTicket(number ?? ""),
    enabled: number !== null,
  });
}
