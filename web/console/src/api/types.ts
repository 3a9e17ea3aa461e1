/** What the service answers the console with; money in fen, times ISO 8601 with a zone. */
import type { Conversation, Message, Order } from "@huisheng/shared/protocol";

export type Role = "agent" | "lead" | "admin";
export type Status = "new" | "open" | "waiting_customer" | "waiting_third_party" | "resolved" | "closed";
export type View = "mine" | "unassigned" | "overdue_soon" | "all";
export type SlaState = "ok" | "warning" | "breached";
export type Category = [string, string];
export type Counts = Record<View, number>;

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

export interface Named {
  id: number;
  name: string;
}

export interface Agent extends Named {
  login: string;
  role: Role;
  is_online: boolean;
  is_active?: boolean;
  capacity?: number;
  open_tickets?: number;
  groups: Named[];
  refund_limit_fen: number;
}

export interface TicketRow {
  number: string;
  title: string;
  status: Status;
  kind: string;
  category: Category;
  sentiment: number;
  urgency: string;
  priority: number;
  sla_state: SlaState;
  first_answer_due_at: string | null;
  first_answered_at: string | null;
  resolution_due_at: string | null;
  opened_at: string;
  updated_at: string;
  resolved_at: string | null;
  customer: { id: number; name: string; level: string | null };
  assignee: Named | null;
  group: Named | null;
  conversation_id: string | null;
  conversation_owner: Conversation["owner"] | null;
  last_message: { author: Message["author"]; text: string; created_at: string } | null;
  unread: number;
}

export interface TicketEvent {
  id: number;
  at: string;
  actor: "agent" | "customer" | "bot" | "system";
  actor_name: string | null;
  kind: string;
  from_value: string | null;
  to_value: string | null;
  reason: string;
  data: Record<string, unknown> | null;
}

export interface Packet {
  customer: { name: string; level: string | null; needs_person_first: boolean };
  reason: string;
  reason_text: string;
  orders: { number: string; status_text: string; title: string }[];
  tried: { intent: string; title: string }[];
  slots: Record<string, unknown>;
  summary: string;
  ticket_number: string | null;
  at: string;
}

export interface SurveyAnswer {
  score: number;
  reasons: string[];
  comment: string;
  answered_at: string;
}

export interface Rating {
  bot: number | null;
  person: number | null;
  outcome: "solved" | "partly" | "unsolved" | null;
  comment: string;
}

export interface Ticket extends TicketRow {
  description: string;
  source: string;
  classification: { confidence?: Record<string, number>; corrected_by?: unknown };
  orders: string[];
  handoff: Packet | null;
  events: TicketEvent[];
  allowed_moves: Status[];
  cases: Case[];
  surveys: SurveyAnswer[];
  rating: Rating | null;
}

export type CaseStatus = "applied" | "approved" | "refused" | "more_asked" | "cancelled" | "closed";

export interface Route {
  route: string;
  open: boolean | null;
  reason: string;
  rule: { id: string; law: string; article: string; mark: string } | null;
  deadline: string | null;
  deadline_provisional: boolean;
  freight_payer: string | null;
  refund_fen: number | null;
  amount_due_fen: number | null;
  refund_due_days: number | null;
  evidence: string[];
  missing_facts: string[];
  explain: string;
}

export interface Case {
  number: string;
  status: CaseStatus;
  order_number: string;
  line: {
    id: string;
    title: string;
    sku: string;
    image_url: string | null;
    paid_fen: number;
    quantity: number;
  };
  wish: string;
  route: string;
  reason: string;
  reason_text: string;
  description: string;
  photos: string[];
  quantity: number;
  refund_fen: number | null;
  decision: { routes: Route[]; recommended: string | null; human_route: boolean };
  opened_at: string;
  decided_at: string | null;
  decided_by: Named | string | null;
  events: { at: string; actor: string; from_value: string | null; to_value: string; note: string }[];
  within_right: boolean;
  ticket_number: string | null;
  conversation_id: string | null;
  customer: Named;
}

export interface CustomerCard {
  id: number;
  name: string;
  is_signed_in: boolean;
  level: string | null;
  points: number | null;
  joined_at: string | null;
  phone_masked: string | null;
  contacts_30d: number;
  orders: Order[];
  cases: Case[];
  tickets: { number: string; title: string; status: Status; opened_at: string }[];
  conversations: { id: string; opened_at: string; owner: string; topic: string | null }[];
}

export interface CannedReply {
  id: number;
  shortcut: string;
  title: string;
  body: string;
  text: string;
}

export interface Dashboard {
  range: { from: string; to: string };
  totals: {
    tickets: number;
    conversations: number;
    solved_by_bot_share: number | null;
    first_answer_median_seconds: number | null;
    first_answer_p90_seconds: number | null;
    resolution_median_seconds: number | null;
    csat: number | null;
    csat_answers: number;
    sla_breaches: number;
  };
  by_day: {
    day: string;
    tickets: number;
    conversations: number;
    handed_over: number;
    csat: number | null;
    first_answer_median_seconds: number | null;
    resolution_median_seconds: number | null;
  }[];
  topics: { category: Category; count: number; share: number }[];
  waiting_now: { queue: number; oldest_seconds: number | null; online_agents: number };
}
