/** The figures of the dashboard. */
import { call } from "./http";
import type { Dashboard } from "./types";

export const dashboardKey = (days: number) => ["dashboard", days] as const;

export const getDashboard = (days: number) => call<Dashboard>("GET", `/dashboard?days=${days}`);
