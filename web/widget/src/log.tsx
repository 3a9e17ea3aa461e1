/** Everything that was said, newest at the bottom; stays there while the reader is there. */

import { seenUpTo, shown } from "@huisheng/shared/conversation";
import { fill } from "@huisheng/shared/language";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Greeting } from "./greeting";
import { Group, PendingBubble } from "./group";
import { rowsOf } from "./groups";
import { DownIcon } from "./icons";
import { PictureOnItsWay, type Pictures } from "./pictures";
import { useScene } from "./scene";

const NEAR_END = 80;

export function Log({ pictures }: { pictures: Pictures }) {
  const { visit, words } = useScene();
  const { state } = visit;
  const messages = shown(state);
  const last = messages.at(-1)?.seq ?? 0;
  const newAfter = useNewAfter();
  const { list, isAtEnd, hasNews, onScroll, toEnd, keepPlace } = useEnd(
    last + state.pending.length + pictures.all.length,
  );
  useReading(last, isAtEnd);
  const seen = seenUpTo(state);
  const hasBubble = (clientId: string) => messages.some((one) => one.client_id === clientId);
  return (
    <div class="log">
      <div
        class="scroll"
        ref={list}
        role="log"
        aria-live="polite"
        aria-label={words.log}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by the keyboard
        tabIndex={0}
        onScroll={onScroll}
      >
        {!state.conversation && visit.link !== "offline" && <Skeleton />}
        {state.conversation && !state.hasEarlier && <Greeting isAlone={messages.length === 0} />}
        {state.hasEarlier && <Earlier keepPlace={keepPlace} />}
        <ol>
          {rowsOf(messages, newAfter).map((row) => {
            if (row.type === "new") {
              return (
                <li key={`new ${row.seq}`} class="divider new">
                  <span>{words.newFromHere}</span>
                </li>
              );
            }
            if (row.type === "divider") {
              return (
                <li key={row.message.seq} class="divider">
                  <span>{row.message.body.text}</span>
                </li>
              );
            }
            return <Group key={row.messages[0]?.seq} group={row} seen={seen} />;
          })}
          {state.pending
            .filter((one) => !hasBubble(one.frame.client_id))
            .map((one) => (
              <PendingBubble key={one.frame.client_id} pending={one} />
            ))}
          {pictures.all.map((one) => (
            <PictureOnItsWay key={one.id} picture={one} pictures={pictures} />
          ))}
        </ol>
        {state.typing && <Typing name={state.typing.name} author={state.typing.author} />}
      </div>
      {!isAtEnd && (
        <button type="button" class="to-end" onClick={toEnd}>
          <DownIcon />
          {hasNews ? words.newBelow : words.toLatest}
        </button>
      )}
    </div>
  );
}

/** Where the unread messages began when the panel was opened. */
function useNewAfter(): number | null {
  const { visit } = useScene();
  const conversation = visit.state.conversation;
  const [at, setAt] = useState<{ id: string; seq: number | null } | null>(null);
  if (conversation && at?.id !== conversation.id) {
    const { customer_read_seq: read, last_seq: last } = conversation;
    setAt({ id: conversation.id, seq: read > 0 && read < last ? read : null });
  }
  return at?.seq ?? null;
}

/** Tell the service what was seen: only while the page is in front and the end is in sight. */
function useReading(last: number, isAtEnd: boolean): void {
  const { visit } = useScene();
  useEffect(() => {
    const read = () => {
      if (isAtEnd && document.visibilityState === "visible" && last) visit.chat.read(last);
    };
    read();
    document.addEventListener("visibilitychange", read);
    return () => document.removeEventListener("visibilitychange", read);
  }, [visit, last, isAtEnd]);
}

function useEnd(length: number) {
  const list = useRef<HTMLDivElement>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  const lengthAtEnd = useRef(length);
  if (isAtEnd) lengthAtEnd.current = length;
  const toEnd = () => list.current?.scrollTo({ top: list.current.scrollHeight });
  useLayoutEffect(() => {
    if (isAtEnd) toEnd();
  }, [length, isAtEnd]);
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const watcher = new ResizeObserver(() => isAtEnd && toEnd());
    watcher.observe(element);
    if (element.querySelector("ol")) watcher.observe(element.querySelector("ol") as Element);
    return () => watcher.disconnect();
  });
  const onScroll = () => {
    const element = list.current;
    if (element) setAtEnd(element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END);
  };
  /** Do something that adds above, and look at the same place afterwards. */
  const keepPlace = async (change: () => Promise<void>) => {
    const before = list.current?.scrollHeight ?? 0;
    const top = list.current?.scrollTop ?? 0;
    await change();
    requestAnimationFrame(() => {
      const element = list.current;
      if (element) element.scrollTop = top + element.scrollHeight - before;
    });
  };
  return { list, isAtEnd, hasNews: length > lengthAtEnd.current, onScroll, toEnd, keepPlace };
}

function Earlier({ keepPlace }: { keepPlace: (change: () => Promise<void>) => Promise<void> }) {
  const { visit, words } = useScene();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const load = async () => {
    setBusy(true);
    setError(null);
    await keepPlace(() => visit.chat.loadEarlier()).catch(() => setError(words.failed));
    setBusy(false);
  };
  return (
    <button type="button" class="earlier" disabled={isBusy} onClick={load}>
      {error ? words.retry : words.earlier}
    </button>
  );
}

function Skeleton() {
  return (
    <div class="skeleton" aria-hidden="true">
      <i />
      <i />
      <i />
    </div>
  );
}

function Typing({ name, author }: { name: string | null; author: "bot" | "agent" }) {
  const { words } = useScene();
  const who = name ?? (author === "bot" ? words.assistant : words.agentRole);
  return (
    <p class={`typing ${author}`} role="img" aria-label={fill(words.typing, { name: who })}>
      <i />
      <i />
      <i />
    </p>
  );
}
