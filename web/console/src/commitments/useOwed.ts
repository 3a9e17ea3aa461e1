/** What an agent does to the ledger, and the refetches that follow. */
import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useState } from "react";
import { moveOwed, OWED } from "../api/commitments";
import { sentenceOf } from "../api/http";
import { LIST, ticketKey } from "../api/tickets";
import type { Commitment } from "../api/types";
import { useWords } from "../strings";

export function useOwed(): {
  busy: number | null;
  move: (one: Commitment, to: "open" | "kept" | "dropped", reason?: string) => Promise<boolean>;
  refresh: (ticket: string | null) => void;
} {
  const cache = useQueryClient();
  const { message } = App.useApp();
  const t = useWords();
  const [busy, setBusy] = useState<number | null>(null);
  const refresh = (ticket: string | null) => {
    void cache.invalidateQueries({ queryKey: OWED });
    void cache.invalidateQueries({ queryKey: LIST });
    if (ticket) void cache.invalidateQueries({ queryKey: ticketKey(ticket) });
  };
  return {
    busy,
    refresh,
    move: async (one, to, reason = "") => {
      setBusy(one.id);
      try {
        await moveOwed(one.id, { to, reason });
        return true;
      } catch (wrong) {
        message.error(t.common.notDone(sentenceOf(wrong)), 5);
        return false;
      } finally {
        setBusy(null);
        refresh(one.ticket_number);
      }
    },
  };
}
