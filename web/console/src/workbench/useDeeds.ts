/** What an agent does to a ticket: shown at once, taken back with a clear word when the service refuses. */
import { type InfiniteData, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { sentenceOf } from "../api/http";
import { useMe } from "../api/session";
import { addNote, assignTicket, COUNTS, classifyTicket, LIST, moveTicket, ticketKey } from "../api/tickets";
import type { Category, Named, Page, Status, Ticket, TicketEvent, TicketRow } from "../api/types";
import { useWords } from "../strings";
import { patchRow } from "./lists";

export interface Deeds {
  move: (to: Status, reason: string) => Promise<boolean>;
  assign: (assignee: Named | null) => Promise<boolean>;
  assignGroup: (group: Named) => Promise<boolean>;
  classify: (given: {
    category: Category;
    kind: string;
    priority: number | null;
    reason: string;
  }) => Promise<boolean>;
  note: (text: string) => Promise<boolean>;
}

export function useDeeds(number: string): Deeds {
  const cache = useQueryClient();
  const { message } = App.useApp();
  const t = useWords();
  const me = useMe();
  const key = ticketKey(number);

  const show = (change: Partial<Ticket>) => {
    cache.setQueryData<Ticket>(key, (ticket) => ticket && { ...ticket, ...change });
    cache.setQueriesData<InfiniteData<Page<TicketRow>>>({ queryKey: LIST }, (data) =>
      patchRow(data, number, change),
    );
  };
  const act = async (change: Partial<Ticket>, ask: () => Promise<Ticket>): Promise<boolean> => {
    await cache.cancelQueries({ queryKey: key });
    const before = cache.getQueryData<Ticket>(key);
    const former =
      before && Object.fromEntries(Object.keys(change).map((name) => [name, before[name as keyof Ticket]]));
    show(change);
    try {
      cache.setQueryData(key, await ask());
      return true;
    } catch (wrong) {
      if (former) show(former as Partial<Ticket>);
      message.error(t.common.notDone(sentenceOf(wrong)), 5);
      return false;
    } finally {
      void cache.invalidateQueries({ queryKey: LIST });
      void cache.invalidateQueries({ queryKey: COUNTS });
    }
  };
  return {
    move: (to, reason) => act({ status: to, allowed_moves: [] }, () => moveTicket(number, to, reason)),
    assign: (assignee) =>
      act({ assignee }, () => assignTicket(number, { assignee_id: assignee?.id ?? null })),
    assignGroup: (to) =>
      act({ group: to, assignee: null }, () => assignTicket(number, { assignee_id: null, group_id: to.id })),
    classify: (given) =>
      act(
        {
          category: given.category,
          kind: given.kind,
          ...(given.priority ? { priority: given.priority } : {}),
        },
        () => classifyTicket(number, given),
      ),
    note: async (text) => {
      const draft: TicketEvent = {
        id: -Date.now(),
        at: new Date().toISOString(),
        actor: "agent",
        actor_name: me.name,
        kind: "note",
        from_value: null,
        to_value: null,
        reason: text,
        data: { is_draft: true },
      };
      const put = (change: (events: TicketEvent[]) => TicketEvent[]) =>
        cache.setQueryData<Ticket>(key, (ticket) => ticket && { ...ticket, events: change(ticket.events) });
      await cache.cancelQueries({ queryKey: key });
      put((events) => [...events, draft]);
      try {
        const stored = await addNote(number, text);
        put((events) => [...events.filter((one) => one.id !== draft.id && one.id !== stored.id), stored]);
        return true;
      } catch (wrong) {
        put((events) => events.filter((one) => one.id !== draft.id));
        message.error(t.common.notDone(sentenceOf(wrong)), 5);
        return false;
      }
    },
  };
}
