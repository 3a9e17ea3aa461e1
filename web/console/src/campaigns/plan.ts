/** A campaign's form and the plan that the service takes. */
import type { CampaignPlan } from "../api/types";
import type { Catalogue } from "../strings";

export const MOST_REASONS = 6;

export interface Draft {
  name: string;
  kind: CampaignPlan["audience"]["kind"];
  category1: string;
  product_id: string;
  level: string;
  since_days: number;
  delay_hours: number;
  title: string;
  reasons_low: string[];
  reasons_high: string[];
  ask_comment: boolean;
  channel: CampaignPlan["channel"];
}

export function newDraft(t: Catalogue): Draft {
  return {
    name: "",
    kind: "closed_tickets",
    category1: "",
    product_id: "",
    level: "",
    since_days: 7,
    delay_hours: 2,
    title: t.campaigns.defaultTitle,
    reasons_low: [...t.campaigns.defaultLow],
    reasons_high: [...t.campaigns.defaultHigh],
    ask_comment: true,
    channel: "in_app",
  };
}

/** Only what belongs to the chosen audience goes along: a forgotten field must not narrow it unseen. */
export function planOf(draft: Draft): CampaignPlan {
  const only = <Value>(kind: Draft["kind"], value: Value) => (draft.kind === kind && value ? value : null);
  const tidy = (reasons: string[]) =>
    [...new Set(reasons.map((one) => one.trim()).filter(Boolean))].slice(0, MOST_REASONS);
  return {
    name: draft.name.trim(),
    audience: {
      kind: draft.kind,
      category1: only("closed_tickets", draft.category1),
      product_id: only("delivered_orders", draft.product_id.trim()),
      level: only("members", draft.level.trim()),
      since_days: draft.since_days,
    },
    schedule: { delay_hours: draft.delay_hours, quiet_from: "21:00", quiet_to: "09:00" },
    questions: {
      ask_csat: true,
      title: draft.title.trim(),
      reasons_low: tidy(draft.reasons_low),
      reasons_high: tidy(draft.reasons_high),
      ask_comment: draft.ask_comment,
    },
    channel: draft.channel,
  };
}
