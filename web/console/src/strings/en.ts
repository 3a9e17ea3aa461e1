/** What the console says in English. */
import type { Catalogue } from "./catalogue";
import { desk } from "./en/desk";
import { frame } from "./en/frame";
import { office } from "./en/office";
import { terms } from "./en/terms";

export const en: Catalogue = { ...frame, ...desk, ...office, ...terms };
