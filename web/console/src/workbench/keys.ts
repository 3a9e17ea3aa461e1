/** Which key does what on the desk. */
export type KeyAction = "next" | "previous" | "assign" | "resolve" | "note" | "reply" | "canned" | "help";

export interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  isComposing?: boolean;
  target: EventTarget | null;
}

const ACTIONS: Record<string, KeyAction> = {
  j: "next",
  k: "previous",
  a: "assign",
  e: "resolve",
  n: "note",
  r: "reply",
  "/": "canned",
  "?": "help",
};

/** The action of a key, or null: while someone writes, with a modifier, or in an open dialog keys are only keys. */
export function actionOf(pressed: Pressed): KeyAction | null {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey || pressed.isComposing) return null;
  if (isWriting(pressed.target)) return null;
  return ACTIONS[pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key] ?? null;
}

/** Whether Ctrl or ⌘ with Enter was pressed, outside of a half-composed Chinese word. */
export function isSend(pressed: Omit<Pressed, "target" | "altKey">): boolean {
  return pressed.key === "Enter" && (pressed.ctrlKey || pressed.metaKey) && !pressed.isComposing;
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return Boolean(
    target.closest(
      'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"], [role="listbox"]',
    ),
  );
}
