/** Writes src/api/schema.gen.ts: the shapes of a running service's OpenAPI that the console reads, and no others. */
import { writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const SERVICE = process.env.HUISHENG_API ?? "http://127.0.0.1:8000";
const READ = [
  "Candidates",
  "Changes",
  "HowMany",
  "Intents",
  "Models",
  "SentenceGroups",
  "AgentSession",
  "BusyAgent",
  "CampaignShape",
  "CaseStatus",
  "CaseView",
  "Kind",
  "CommitmentPage",
  "DashboardShape",
  "Plan",
  "Preview",
  "ReplayShape",
  "ReplyShape",
  "ResultsShape",
  "Rules",
  "TicketRow",
  "TicketShape",
  "api__customers__CustomerShape",
  "api__ticket_shapes__Counts",
];

const all = (await (await fetch(`${SERVICE}/openapi.json`)).json()).components.schemas;
const kept = {};
const keep = (name) => {
  if (kept[name]) return;
  if (!all[name]) throw new Error(`the service has no ${name} any more`);
  kept[name] = all[name];
  for (const [, other] of JSON.stringify(all[name]).matchAll(/#\/components\/schemas\/([^"]+)"/g))
    keep(other);
};
for (const name of READ) keep(name);

const schema = {
  openapi: "3.1.0",
  info: { title: "Huisheng", version: "1" },
  paths: {},
  components: { schemas: kept },
};
const head = "/** Made by `npm run types` from the service's OpenAPI; do not edit. */\n";
await writeFile(
  new URL("src/api/schema.gen.ts", import.meta.url),
  head + astToString(await openapiTS(schema)),
);
