/** Names that a client gives to its own deeds. */

/** Unique without a server, at most 64 characters; works on plain-http pages, where `randomUUID` is missing. */
export function newClientId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `w-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
