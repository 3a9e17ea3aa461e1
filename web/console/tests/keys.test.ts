/** Keys: what they do on the desk, and where they are only keys. */
import { beforeEach, describe, expect, it } from "vitest";
import { actionOf, isSend } from "../src/workbench/keys";

const press = (key: string, more: Record<string, unknown> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  target: document.body as EventTarget,
  ...more,
});

describe("keys of the desk", () => {
  beforeEach(() => {
    document.body.innerText = "";
  });

  it("each do their one thing, with or without caps lock", () => {
    const actions = ["j", "K", "a", "E", "n", "r", "/", "?"].map((key) => actionOf(press(key)));
    expect(actions).toEqual(["next", "previous", "assign", "resolve", "note", "reply", "canned", "help"]);
    expect(actionOf(press("x"))).toBeNull();
    expect(actionOf(press("ArrowDown"))).toBeNull();
  });

  it("are left to the browser with Ctrl, ⌘ or Alt", () => {
    for (const modifier of ["ctrlKey", "metaKey", "altKey"])
      expect(actionOf(press("e", { [modifier]: true }))).toBeNull();
  });

  it("are letters while someone writes or composes Chinese", () => {
    const field = document.body.appendChild(document.createElement("textarea"));
    expect(actionOf(press("j", { target: field }))).toBeNull();
    expect(actionOf(press("j", { isComposing: true }))).toBeNull();
  });

  it("do nothing behind an open dialog or menu", () => {
    const dialog = document.body.appendChild(document.createElement("div"));
    dialog.setAttribute("role", "dialog");
    const button = dialog.appendChild(document.createElement("button"));
    expect(actionOf(press("e", { target: button }))).toBeNull();
  });
});

describe("sending", () => {
  it("takes Ctrl or ⌘ with Enter, never Enter alone, never in the middle of a word", () => {
    expect(isSend(press("Enter", { ctrlKey: true }))).toBe(true);
    expect(isSend(press("Enter", { metaKey: true }))).toBe(true);
    expect(isSend(press("Enter"))).toBe(false);
    expect(isSend(press("Enter", { ctrlKey: true, isComposing: true }))).toBe(false);
  });
});
