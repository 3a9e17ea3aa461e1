/** The conversation: messages, notes in yellow, events in grey, in one line of time that keeps its place. */
import type { Message } from "@huisheng/shared/protocol";
import { type InfiniteData, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { LIST } from "../api/tickets";
import type { Page, Ticket, TicketRow } from "../api/types";
import type { useWatched } from "../live/useWatched";
import { Failed, ListSkeleton, Nothing } from "../parts/ListStates";
import { useWords } from "../strings";
import { DayLine, EventLine, NoteLine } from "./EventLine";
import { patchRow } from "./lists";
import { MessageLine } from "./MessageLine";
import { PendingLine } from "./PendingLine";
import { shown } from "./thread";
import { type Item, timeline } from "./timeline";

/** So near to the end counts as being there. */
const NEAR = 60;

interface Seen {
  read: number;
  /** The newest of our messages that was read. */
  lastSeen: number;
}

interface Props {
  ticket: Ticket;
  live: ReturnType<typeof useWatched>;
}

export function ThreadView({ ticket, live }: Props) {
  const t = useWords();
  const cache = useQueryClient();
  const state = live?.state;
  const chat = state?.thread.chat;
  const replies = state?.thread.replies;
  const items = useMemo(
    () => timeline(chat ? shown(chat) : [], ticket.events, replies ?? []),
    [chat, ticket.events, replies],
  );
  const scroll = useStay(items, !live || state?.phase === "ready");
  const watched = live?.watched;
  const newest = chat?.messages.at(-1)?.seq ?? 0;
  useEffect(() => {
    const see = () => {
      if (!scroll.isAtEnd || !newest || !document.hasFocus() || !watched?.seen()) return;
      cache.setQueriesData<InfiniteData<Page<TicketRow>>>({ queryKey: LIST }, (data) =>
        patchRow(data, ticket.number, { unread: 0 }),
      );
    };
    see();
    window.addEventListener("focus", see);
    return () => window.removeEventListener("focus", see);
  }, [scroll.isAtEnd, newest, watched, cache, ticket.number]);

  if (state?.phase === "loading")
    return (
      <div className="thread">
        <ListSkeleton rows={5} />
      </div>
    );
  if (state?.phase === "failed")
    return (
      <div className="thread">
        <Failed error={state.trouble} onRetry={() => watched?.load()} />
      </div>
    );
  const read = chat?.conversation?.customer_read_seq ?? 0;
  const lastSeen = chat?.messages.findLast((one) => one.author === "agent" && one.seq <= read)?.seq ?? 0;
  const seen = { read, lastSeen };
  return (
    <div className="thread-frame">
      <div
        className="thread"
        ref={scroll.box}
        onScroll={scroll.onScroll}
        onLoadCapture={scroll.settle}
        role="log"
        aria-live="polite"
        aria-label={t.thread.label}
      >
        {chat?.hasEarlier && (
          <Button size="small" type="text" className="earlier" onClick={() => watched?.loadEarlier()}>
            {t.thread.earlier}
          </Button>
        )}
        {!live && <Description ticket={ticket} />}
        {!items.length && <Nothing title={t.thread.empty} next={t.thread.emptyNext} />}
        {items.map((item) => (
          <Line key={item.key} item={item} seen={seen} ticket={ticket} live={live} />
        ))}
        {state?.typing != null && (
          <div className="typing">{t.thread.typing(state.typing || ticket.customer.name)}</div>
        )}
      </div>
      {!scroll.isAtEnd && (
        <button type="button" className="to-end" onClick={scroll.toEnd}>
          {scroll.missed ? t.thread.newMessages(scroll.missed) : t.thread.toEnd} ↓
        </button>
      )}
    </div>
  );
}

function Line({ item, seen, ticket, live }: { item: Item; seen: Seen } & Props) {
  switch (item.type) {
    case "day":
      return <DayLine at={item.at} />;
    case "message":
      return (
        <MessageLine
          message={item.message}
          isFirst={item.isFirst}
          mark={markOf(item.message, seen)}
          customer={ticket.customer.name}
        />
      );
    case "note":
      return <NoteLine event={item.event} />;
    case "event":
      return <EventLine event={item.event} />;
    case "pending":
      return (
        <PendingLine
          reply={item.reply}
          onRetry={() => live?.watched.retry(item.reply.clientId)}
          onDrop={() => live?.watched.drop(item.reply.clientId)}
        />
      );
  }
}

function markOf(message: Message, { read, lastSeen }: Seen): "seen" | "stored" | null {
  if (message.author !== "agent") return null;
  if (message.seq > read) return "stored";
  return message.seq === lastSeen ? "seen" : null;
}

function Description({ ticket }: { ticket: Ticket }) {
  const t = useWords();
  return (
    <>
      <div className="event">{t.ticket.noConversation}</div>
      {ticket.description && (
        <blockquote className="description">
          <cite>{t.ticket.description}</cite>
          {ticket.description}
        </blockquote>
      )}
    </>
  );
}

/** Stays at the end while new lines come, stays put while one reads above, stays put while older ones load. */
function useStay(items: Item[], isShown: boolean) {
  const box = useRef<HTMLDivElement>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  const [missed, setMissed] = useState(0);
  const before = useRef({ count: items.length, height: 0, first: "" });
  const isMine = items.at(-1)?.type === "pending";
  const first = items.find((item) => item.type === "message")?.key ?? "";
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const former = before.current;
    before.current = { count: items.length, height: element.scrollHeight, first };
    if (former.first && first !== former.first) element.scrollTop += element.scrollHeight - former.height;
    else if (isAtEnd || isMine) element.scrollTop = element.scrollHeight;
    else if (items.length > former.count) setMissed((count) => count + items.length - former.count);
  }, [items, isAtEnd, isMine, first]);
  const atEnd = useRef(isAtEnd);
  atEnd.current = isAtEnd;
  const settle = useCallback(() => {
    if (box.current && atEnd.current) box.current.scrollTop = box.current.scrollHeight;
  }, []);
  useEffect(() => {
    if (!box.current || !isShown) return;
    const watcher = new ResizeObserver(settle);
    watcher.observe(box.current);
    return () => watcher.disconnect();
  }, [settle, isShown]);
  return {
    box,
    settle,
    isAtEnd,
    missed,
    onScroll: () => {
      const element = box.current;
      if (!element) return;
      const near = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
      setAtEnd(near);
      if (near) setMissed(0);
    },
    toEnd: () => {
      setAtEnd(true);
      box.current?.scrollTo({ top: box.current.scrollHeight });
    },
  };
}
