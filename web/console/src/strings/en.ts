/** What the console says in English. */
import type { Catalogue } from "./catalogue";
import { cases } from "./en/cases";
import { desk } from "./en/desk";
import { frame } from "./en/frame";
import { learning } from "./en/learning";
import { office } from "./en/office";
import { promises } from "./en/promises";
import { rules } from "./en/rules";
import { terms } from "./en/terms";

export const en: Catalogue = {
  ...frame,
  ...desk,
  ...cases,
  ...office,
  ...promises,
  ...rules,
  ...learning,
  ...terms,
};
