/** Which addresses from the service may become a link or a picture. */

/** The absolute address, when it is http or https; otherwise null. Relative ones belong to `origin`. */
export function safeLink(address: string | null | undefined, origin: string): string | null {
  if (!address) return null;
  try {
    const url = new URL(address, origin);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  } catch {
    return null;
  }
}
