/** Money and numbers as people read them. */

const GROUPED = new Intl.NumberFormat("en-US");

/** ¥1,299.00 from whole fen; a negative sum as −¥5.00. */
export function money(fen: number): string {
  const yuan = (Math.abs(fen) / 100).toFixed(2);
  const [whole = "0", cents = "00"] = yuan.split(".");
  return `${fen < 0 ? "−" : ""}¥${GROUPED.format(Number(whole))}.${cents}`;
}

/** 12,345. */
export function count(value: number): string {
  return GROUPED.format(value);
}

/** A long number in groups of four, for reading: 7801 2345 6000 17. Letters before it stay together. */
export function grouped(number: string): string {
  const [, head = "", digits = ""] = /^(.*?)(\d*)$/.exec(number) ?? [];
  if (digits.length < 9) return number;
  return [head, ...(digits.match(/\d{1,4}/g) ?? [])].filter(Boolean).join(" ");
}

/** The end of a long number, for naming it in a sentence: …0001. */
export function shortened(number: string): string {
  return number.length > 8 ? `…${number.slice(-4)}` : number;
}

/** 86.4 % of a share between 0 and 1; a dash for none. */
export function percent(share: number | null | undefined, digits = 1): string {
  return share === null || share === undefined ? "–" : `${(share * 100).toFixed(digits)}%`;
}
