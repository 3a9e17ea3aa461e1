/** The shape of a catalogue: the Chinese one's keys, any words. */
import type { zh } from "./zh";

type Worded<T> = T extends string
  ? string
  : T extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { [Key in keyof T]: Worded<T[Key]> };

export type Catalogue = Worded<typeof zh>;
