/** What a follow-up campaign is made of, as the service takes and answers it. */

export interface CampaignPlan {
  name: string;
  audience: {
    kind: "closed_tickets" | "delivered_orders" | "members";
    category1: string | null;
    product_id: string | null;
    level: string | null;
    since_days: number;
  };
  schedule: { delay_hours: number; quiet_from: string; quiet_to: string };
  questions: {
    ask_csat: boolean;
    title: string;
    reasons_low: string[];
    reasons_high: string[];
    ask_comment: boolean;
  };
  channel: "in_app" | "email";
}

export interface Campaign extends CampaignPlan {
  id: number;
  status: "draft" | "running" | "finished" | "cancelled";
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  counts?: { planned: number; sent: number; skipped: number; failed: number; answered: number };
}

export interface Preview {
  recipients: number;
  skipped: Record<"opted_out" | "frequency_cap" | "no_contact" | "duplicate", number>;
  first_send_at: string | null;
  sample: { customer_name: string; send_at: string }[];
}

export interface Results {
  sent: number;
  answered: number;
  response_rate: number | null;
  csat: number | null;
  average: number | null;
  scores: Record<string, number>;
  reasons: { reason: string; count: number }[];
  comments: {
    score: number;
    comment: string;
    category: string[] | null;
    sentiment: number | null;
    customer_name: string;
    answered_at: string;
    ticket_number: string | null;
  }[];
  by_day: { day: string; sent?: number; answered?: number }[];
}
