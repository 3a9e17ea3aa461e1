/** Which language a page speaks, and how a catalogue's sentence is filled. */

export type Language = "zh-CN" | "en";

/** The nearest language that we have; Chinese when nothing is known. */
export function languageOf(...wishes: (string | null | undefined)[]): Language {
  const wish = wishes.find(Boolean)?.toLowerCase() ?? "";
  return wish === "" || wish.startsWith("zh") ? "zh-CN" : "en";
}

/** Put values into the {places} of a sentence. */
export function fill(sentence: string, values: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
