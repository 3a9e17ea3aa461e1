/** What the console says in Chinese; the English catalogue has the same keys. */
import { cases } from "./zh/cases";
import { desk } from "./zh/desk";
import { frame } from "./zh/frame";
import { learning } from "./zh/learning";
import { office } from "./zh/office";
import { promises } from "./zh/promises";
import { rules } from "./zh/rules";
import { terms } from "./zh/terms";

export const zh = { ...frame, ...desk, ...cases, ...office, ...promises, ...rules, ...learning, ...terms };
