/** The ledger of promises: lists, and what an agent confirms, keeps, drops or adds. */
import { call, query } from "./http";
import type { Commitment, Page } from "./types";

export const OWED = ["owed"] as const;
export type OwedView = "mine" | "late" | "open" | "all";

export const getOwed = (view: OwedView, cursor: string | null) =>
  call<Page<Commitment>>("GET", `/commitments${query({ view, cursor, limit: 50 })}`);

/** All that a case ever owed. */
export const getOwedOfCase = (number: string) =>
  call<Page<Commitment>>("GET", `/commitments${query({ view: "all", case: number, limit: 100 })}`);

export const moveOwed = (id: number, given: { to: "open" | "kept" | "dropped"; reason?: string }) =>
  call<Commitment>("POST", `/commitments/${id}/moves`, given);

export const addOwed = (ticket: string, given: { words: string; due_at: string }) =>
  call<Commitment>("POST", `/tickets/${ticket}/commitments`, given);
