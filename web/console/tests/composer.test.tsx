/** The box to write in, as an agent uses it: canned replies, empty variables, who may reply. */
import type { Conversation } from "@huisheng/shared/protocol";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { App } from "antd";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { cannedKey } from "../src/api/tickets";
import type { Ticket } from "../src/api/types";
import { Composer, type Mode } from "../src/workbench/Composer";

const TICKET = { number: "TK-1", conversation_id: "c_1" } as Ticket;
const MINE = { id: "c_1", owner: "agent", agent: { name: "小林" } } as Conversation;
const CANNED = [
  { id: 1, shortcut: "稍等", title: "请等一下", body: "", text: "我正在核对，马上告诉您。" },
  { id: 2, shortcut: "地址", title: "退货地址", body: "", text: "请寄到{退货地址}" },
];

let root: Root;
let replied: string[];
let noted: string[];
let notes: boolean;

async function show(conversation: Conversation | null, mode: Mode = "reply", ticket = TICKET) {
  const cache = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  cache.setQueryData(cannedKey("c_1"), { items: CANNED });
  const ask = {
    onMode: () => undefined,
    onReply: (text: string) => replied.push(text),
    onNote: async (text: string) => {
      noted.push(text);
      return notes;
    },
    onTyping: () => undefined,
  };
  const box = (
    <Composer
      ticket={ticket}
      conversation={conversation}
      me="小林"
      mode={mode}
      focus={{ times: 0, text: "" }}
      {...ask}
    />
  );
  await act(async () =>
    root.render(
      <QueryClientProvider client={cache}>
        <App>{box}</App>
      </QueryClientProvider>,
    ),
  );
}

const field = () => document.querySelector("textarea") as HTMLTextAreaElement;
const rows = () => [...document.querySelectorAll(".canned-row")];

async function write(text: string) {
  await act(async () => {
    field().focus();
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")?.set?.call(field(), text);
    field().setSelectionRange(text.length, text.length);
    field().dispatchEvent(new Event("input", { bubbles: true }));
  });
}

const press = (key: string, more: KeyboardEventInit = {}) =>
  act(async () => {
    field().dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
  });

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  root = createRoot(document.body.appendChild(document.createElement("div")));
  [replied, noted, notes] = [[], [], true];
});
afterEach(async () => {
  await write("");
  await act(async () => root.unmount());
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

describe("the box to write in", () => {
  it("sends with Ctrl and Enter, and is empty at once", async () => {
    await show(MINE);
    await write("您好");
    await press("Enter", { ctrlKey: true });
    expect(replied).toEqual(["您好"]);
    expect(field().value).toBe("");
  });

  it("offers canned replies after a slash, narrows them, and puts the chosen one in its place", async () => {
    await show(MINE);
    await write("您好 /");
    expect(rows()).toHaveLength(2);
    await write("您好 /稍");
    expect(rows()).toHaveLength(1);
    await press("Enter");
    expect(field().value).toBe("您好 我正在核对，马上告诉您。");
    expect(rows()).toHaveLength(0);
    expect(replied).toEqual([]);
  });

  it("does not send what has an empty variable, and keeps it", async () => {
    await show(MINE);
    await write("/地");
    await press("Enter");
    await press("Enter", { ctrlKey: true });
    expect(replied).toEqual([]);
    expect(field().value).toBe("请寄到{退货地址}");
  });

  it("keeps a note that the service refused", async () => {
    notes = false;
    await show(MINE, "note");
    await write("已联系仓库");
    await press("Enter", { metaKey: true });
    expect(noted).toEqual(["已联系仓库"]);
    expect(field().value).toBe("已联系仓库");
  });

  it("does not send more than a message holds", async () => {
    await show(MINE);
    await write("好".repeat(1001));
    await press("Enter", { ctrlKey: true });
    expect(replied).toEqual([]);
  });

  it("is closed for replies while another one speaks or the talk is over, never for notes", async () => {
    for (const owner of ["bot", "closed"] as const) {
      await show({ ...MINE, owner, agent: null });
      expect(field().disabled, owner).toBe(true);
    }
    await show({ ...MINE, agent: { name: "陈晨" } });
    expect(field().disabled).toBe(true);
    await show({ ...MINE, owner: "closed" }, "note");
    expect(field().disabled).toBe(false);
  });

  it("is open for a customer in the queue: the first reply accepts", async () => {
    await show({ ...MINE, owner: "queue", agent: null });
    expect(field().disabled).toBe(false);
  });
});
