/** Follow-up campaigns: plan, preview, start, cancel, results. */

import { call, query } from "./http";
import type { Campaign, CampaignPlan, Page, Preview, Results } from "./types";

export const CAMPAIGNS = ["campaigns"] as const;
export const campaignKey = (id: number) => ["campaign", id] as const;
export const resultsKey = (id: number) => ["campaign-results", id] as const;

export const getCampaigns = (cursor: string | null) =>
  call<Page<Campaign>>("GET", `/campaigns${query({ cursor })}`);

export const getCampaign = (id: number) => call<Campaign>("GET", `/campaigns/${id}`);

export const getResults = (id: number) => call<Results>("GET", `/campaigns/${id}/results`);

export const createCampaign = (plan: CampaignPlan) => call<Campaign>("POST", "/campaigns", plan);

export const previewCampaign = (plan: CampaignPlan) => call<Preview>("POST", "/campaigns/previews", plan);

export const startCampaign = (id: number) => call<Campaign>("POST", `/campaigns/${id}/starts`, {});

export const cancelCampaign = (id: number) => call<Campaign>("POST", `/campaigns/${id}/cancellations`, {});
