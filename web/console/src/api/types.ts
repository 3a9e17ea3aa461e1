/** The OpenAPI's shapes by the console's names, narrower where the service says “any”. Money in fen, times ISO 8601. */
import type { Order } from "@huisheng/shared/protocol";
import type { components } from "./schema.gen";

type Schemas = components["schemas"];

export type View = "mine" | "unassigned" | "overdue_soon" | "all";

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

export interface Named {
  id: number;
  name: string;
}

export type Agent = Schemas["AgentSession"]["agent"] & { open_tickets?: number };
export type Role = Agent["role"];

export type Counts = Schemas["api__ticket_shapes__Counts"];
export type TicketRow = Schemas["TicketRow"];
export type Status = TicketRow["status"];
export type Category = TicketRow["category"];
export type TicketEvent = Schemas["TicketEventShape"];
export type SurveyAnswer = Schemas["SurveyGiven"];
export type Rating = NonNullable<Schemas["TicketShape"]["rating"]>;

/** Where a hand-off came from and what is known: nobody asks the customer again. */
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

export type Ticket = Omit<Schemas["TicketShape"], "handoff" | "cases" | "classification"> & {
  handoff: Packet | null;
  cases: Case[];
  classification: { confidence?: Record<string, number>; corrected_by?: unknown };
};

export type Case = Omit<Schemas["CaseView"], "status"> & { status: CaseStatus };
export type Route = Schemas["RouteAnswer"];
export type CaseStatus = Schemas["CaseStatus"];
export type CaseKind = Schemas["Kind"];

export type CustomerCard = Omit<Schemas["api__customers__CustomerShape"], "orders" | "cases"> & {
  orders: Order[];
  cases: Case[];
};

/** A timed to-do of the ledger, and what a ticket's row shows of the next one. */
export type Commitment = Schemas["CommitmentShape"];
export type Owed = Schemas["RowCommitment"];

/** The operator's page: what is in force, and what unsaved settings would change. */
export type Rules = Schemas["Rules"];
export type Rule = Schemas["RuleShape"];
export type ShopPromise = Schemas["PromiseShape"];
export type CalendarYear = Schemas["YearShape"];
export type Replay = Schemas["ReplayShape"];
export type Difference = Schemas["DifferenceShape"];
export type Outcome = Schemas["OutcomeShape"];

export type CannedReply = Schemas["ReplyShape"];
export type Dashboard = Schemas["DashboardShape"];
export type CampaignPlan = Required<Schemas["Plan"]>;
export type Campaign = Schemas["CampaignShape"];
export type Preview = Schemas["Preview"];
export type Results = Schemas["ResultsShape"];
