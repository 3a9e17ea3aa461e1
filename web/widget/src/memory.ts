/** What a browser keeps between visits; where storage is forbidden, only until the page is left. */

const PREFIX = "huisheng:";
const instead = new Map<string, string>();

/** A remembered value, or null for none or for one that cannot be read. */
export function recall<Value>(name: string): Value | null {
  try {
    const text = read(name);
    return text === null ? null : (JSON.parse(text) as Value);
  } catch {
    return null;
  }
}

/** Keep a value under a name; null forgets it. */
export function remember(name: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    if (value === null) instead.delete(name);
    else instead.set(name, JSON.stringify(value));
  }
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name) ?? instead.get(name) ?? null;
  } catch {
    return instead.get(name) ?? null;
  }
}
