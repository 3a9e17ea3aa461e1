/** The socket for the pages: news of tickets becomes refetches of just what changed. */
import { useQueryClient } from "@tanstack/react-query";
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from "react";
import { useNavigate } from "react-router";
import { CASES } from "../api/cases";
import { OWED } from "../api/commitments";
import { forgetSession, getToken, useMe } from "../api/session";
import { COUNTS, LIST, ticketKey } from "../api/tickets";
import { Desk, type DeskState } from "./desk";
import { Gather } from "./gather";
import { Caller } from "./notices";

const DeskContext = createContext<Desk | null>(null);

export function DeskProvider({ children }: { children: ReactNode }) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const { id: me, role } = useMe();
  const isLead = role !== "agent";
  const go = useRef(navigate);
  go.current = navigate;
  const kit = useMemo(() => {
    const gather = new Gather((numbers) => {
      void cache.invalidateQueries({ queryKey: LIST });
      for (const number of numbers) void cache.invalidateQueries({ queryKey: ticketKey(number) });
    });
    const caller = new Caller((number) => go.current(`/tickets/${number}`));
    const desk = new Desk({
      address: `${location.origin.replace(/^http/, "ws")}/api/v1/console`,
      token: getToken,
      onTicket: (frame) => {
        gather.add(frame.number);
        if (frame.change === "case") {
          void cache.invalidateQueries({ queryKey: CASES });
          void cache.invalidateQueries({ queryKey: ["case"] });
        }
        if (frame.change === "promise") void cache.invalidateQueries({ queryKey: OWED });
        caller.hear(frame, me, isLead);
      },
      onCounts: (counts) => cache.setQueryData(COUNTS, counts),
      onBack: () => void cache.invalidateQueries(),
      onTokenRefused: () => forgetSession("expired"),
    });
    return { desk, gather, caller };
  }, [cache, me, isLead]);
  useEffect(() => {
    const rest = kit.caller.start();
    kit.desk.start();
    return () => {
      rest();
      kit.gather.stop();
      kit.desk.stop();
    };
  }, [kit]);
  return <DeskContext value={kit.desk}>{children}</DeskContext>;
}

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("no desk above");
  return desk;
}

export function useDeskState(): DeskState {
  const desk = useDesk();
  return useSyncExternalStore(desk.subscribe, () => desk.state);
}
