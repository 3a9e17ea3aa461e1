/** Learning: sentences to name, trained models to put to use. */
import { call } from "./http";
import type { components } from "./schema.gen";

type Schemas = components["schemas"];

export type Sentence = Schemas["CandidateShape"];
export type SentenceGroup = Schemas["GroupShape"];
export type SentenceGroups = Schemas["SentenceGroups"];
export type Decision = Sentence["state"];
export type Intent = Schemas["IntentShape"];
export type Model = Schemas["ModelShape"];
export type Models = Schemas["Models"];
export type Score = Schemas["ScoreShape"];
export type Change = Schemas["ChangeShape"];

export const GROUPS = ["learning", "groups"] as const;
export const MODELS = ["learning", "models"] as const;
export const INTENTS = ["intents"] as const;
export const decidedKey = (state: Decision) => ["learning", "decided", state] as const;
export const changesKey = (version: string) => ["learning", "changes", version] as const;

export const getGroups = () => call<SentenceGroups>("GET", "/learning/groups");

export const getDecided = (state: Decision) =>
  call<Schemas["Candidates"]>("GET", `/learning/candidates?state=${state}`);

export const getIntents = () => call<Schemas["Intents"]>("GET", "/intents");

export const decide = (ids: number[], decision: Decision, intent: string | null = null) =>
  call<Schemas["HowMany"]>("POST", "/learning/decisions", { ids, decision, intent });

export const nameMessage = (conversationId: string, seq: number, intent: string) =>
  call<Sentence>("POST", `/conversations/${conversationId}/messages/${seq}/intents`, { intent });

export const getModels = () => call<Models>("GET", "/learning/models");

export const getChanges = (version: string) =>
  call<Schemas["Changes"]>("GET", `/learning/models/${version}/changes`);

export const promote = (version: string) => call<Model>("POST", `/learning/models/${version}/promotions`, {});
