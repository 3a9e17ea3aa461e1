/** Tickets: lists, one ticket, and what an agent does to it. */
import { call, query } from "./http";
import type {
  CannedReply,
  Category,
  Counts,
  CustomerCard,
  Page,
  Status,
  Ticket,
  TicketEvent,
  TicketRow,
  View,
} from "./types";

export interface Filters {
  view: View;
  status?: Status | null;
  category1?: string | null;
  q?: string | null;
}

export const LIST = ["tickets"] as const;
export const COUNTS = ["ticket-counts"] as const;
export const listKey = (filters: Filters) => [...LIST, filters] as const;
export const ticketKey = (number: string) => ["ticket", number] as const;
export const customerKey = (id: number) => ["customer", id] as const;
export const cannedKey = (conversationId: string | null) => ["canned", conversationId] as const;

export const getTickets = (filters: Filters, cursor: string | null) =>
  call<Page<TicketRow>>("GET", `/tickets${query({ ...filters, cursor, limit: 50 })}`);

export const getCounts = () => call<Counts>("GET", "/tickets/counts");

export const getTicket = (number: string) => call<Ticket>("GET", `/tickets/${encodeURIComponent(number)}`);

export const moveTicket = (number: string, to: Status, reason: string) =>
  call<Ticket>("POST", `/tickets/${number}/moves`, { to, reason });

/** What is left out stays as it is. */
export const assignTicket = (
  number: string,
  given: { assignee_id?: number | null; group_id?: number | null },
) => call<Ticket>("POST", `/tickets/${number}/assignments`, given);

export const addNote = (number: string, text: string) =>
  call<TicketEvent>("POST", `/tickets/${number}/notes`, { text });

export const classifyTicket = (
  number: string,
  given: { category: Category; kind: string; priority: number | null; reason: string },
) => call<Ticket>("POST", `/tickets/${number}/classifications`, given);

export const getCanned = (conversationId: string | null) =>
  call<{ items: CannedReply[] }>("GET", `/canned-replies${query({ conversation_id: conversationId })}`);

export const addCanned = (given: { shortcut: string; title: string; body: string }) =>
  call<CannedReply>("POST", "/canned-replies", given);

export const getCustomer = (id: number) => call<CustomerCard>("GET", `/customers/${id}`);
