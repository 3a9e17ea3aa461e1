/** What was written but not sent, by ticket: another ticket, another page, and it is still there. */
const drafts = new Map<string, string>();

const nameOf = (number: string, mode: string) => `${mode}:${number}`;

export function readDraft(number: string, mode: string): string {
  return drafts.get(nameOf(number, mode)) ?? "";
}

export function keepDraft(number: string, mode: string, text: string): void {
  if (text) drafts.set(nameOf(number, mode), text);
  else drafts.delete(nameOf(number, mode));
}
