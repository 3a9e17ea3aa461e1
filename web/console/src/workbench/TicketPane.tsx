/** One ticket at work: its head, the conversation, the box to write in, and the context beside. */

import { Refusal } from "@huisheng/shared/rest";
import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useState } from "react";
import { useMatch } from "react-router";
import { handBack, takeOver } from "../api/conversations";
import { sentenceOf } from "../api/http";
import { useMe } from "../api/session";
import { ticketKey } from "../api/tickets";
import type { Ticket } from "../api/types";
import { ProposedBar } from "../commitments/ProposedBar";
import { ContextPanel } from "../context/ContextPanel";
import { useWatched } from "../live/useWatched";
import { Failed, Loading, Nothing } from "../parts/ListStates";
import { useWords } from "../strings";
import { Composer, type Mode } from "./Composer";
import { OwnerBar } from "./OwnerBar";
import { ResolveDialog } from "./ResolveDialog";
import { ThreadView } from "./ThreadView";
import { TicketHead } from "./TicketHead";
import { useDeeds } from "./useDeeds";
import { useKeys } from "./useKeys";
import { useTicket } from "./useTickets";

export function TicketPane({ number }: { number: string }) {
  const t = useWords();
  const ticket = useTicket(number);
  if (ticket.data) return <Open ticket={ticket.data} />;
  return (
    <main className="pane-empty">
      {ticket.isPending ? (
        <Loading />
      ) : ticket.error instanceof Refusal && ticket.error.status === 404 ? (
        <Nothing title={t.ticket.missing} next={t.ticket.missingNext} />
      ) : (
        <Failed error={ticket.error} onRetry={() => ticket.refetch()} />
      )}
    </main>
  );
}

function Open({ ticket }: { ticket: Ticket }) {
  const t = useWords();
  const me = useMe();
  const cache = useQueryClient();
  const { message, modal } = App.useApp();
  const deeds = useDeeds(ticket.number);
  const live = useWatched(ticket.conversation_id);
  const [mode, setMode] = useState<Mode>("reply");
  const [focus, setFocus] = useState({ times: 0, text: "" });
  const [ending, setEnding] = useState<"resolved" | "open" | null>(null);
  const [isContextOpen, setContextOpen] = useState(false);
  const isHere = useMatch("/tickets/:number") !== null;

  const write = (next: Mode, text = "") => {
    setMode(next);
    setFocus((before) => ({ times: before.times + 1, text }));
  };
  const end = () => {
    if (ticket.allowed_moves.includes("resolved")) setEnding("resolved");
  };
  useKeys(
    isHere
      ? {
          assign: () => void deeds.assign({ id: me.id, name: me.name }),
          resolve: end,
          note: () => write("note"),
          reply: () => write("reply"),
          canned: () => write("reply", "/"),
        }
      : {},
  );
  const change = async (ask: typeof takeOver): Promise<boolean> => {
    if (!live) return false;
    try {
      live.watched.adopt(await ask(live.watched.conversationId));
      return true;
    } catch (wrong) {
      message.error(t.common.notDone(sentenceOf(wrong)), 5);
      return false;
    } finally {
      void cache.invalidateQueries({ queryKey: ticketKey(ticket.number) });
    }
  };
  // The service reads a reply for promises while it stores it: they come with the ticket.
  const reply = async (text: string) => {
    await live?.watched.reply(text);
    void cache.invalidateQueries({ queryKey: ticketKey(ticket.number) });
  };
  const askHandBack = () =>
    modal.confirm({
      title: t.ticket.handBackTitle,
      content: t.ticket.handBackHint,
      okText: t.ticket.handBack,
      onOk: async () => {
        if (await change(handBack)) message.info(t.ticket.handBackAsked, 3);
      },
    });
  const conversation = live?.state.thread.chat.conversation ?? null;
  return (
    <>
      <main className="pane">
        <TicketHead
          ticket={ticket}
          deeds={deeds}
          onResolve={end}
          onReopen={() => setEnding("open")}
          onContext={() => setContextOpen((isOpen) => !isOpen)}
        />
        <OwnerBar
          conversation={conversation}
          me={me.name}
          onTakeOver={() => void change(takeOver)}
          onHandBack={askHandBack}
        />
        <ThreadView ticket={ticket} live={live} />
        <ProposedBar ticket={ticket} />
        <Composer
          key={ticket.number}
          ticket={ticket}
          conversation={conversation}
          me={me.name}
          mode={mode}
          focus={focus}
          onMode={(next) => write(next)}
          onReply={(text) => void reply(text)}
          onNote={deeds.note}
          onTyping={(on) => live?.watched.typing(on)}
        />
      </main>
      <ContextPanel ticket={ticket} isOpen={isContextOpen} onClose={() => setContextOpen(false)} />
      <ResolveDialog
        to={ending}
        onClose={() => setEnding(null)}
        onDone={(reason) => {
          if (ending) void deeds.move(ending, reason);
          setEnding(null);
        }}
      />
    </>
  );
}
