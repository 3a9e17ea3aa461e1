/** One conversation of the desk inside a component. */
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { getSession } from "../api/session";
import { useDesk } from "./DeskProvider";
import { Watched, type WatchedState } from "./watched";

const NOTHING: WatchedState | null = null;
const noFollow = () => () => undefined;

/** The conversation, live while shown; null for a ticket without one. */
export function useWatched(conversationId: string | null): { watched: Watched; state: WatchedState } | null {
  const desk = useDesk();
  const watched = useMemo(
    () => (conversationId ? new Watched(conversationId, desk, () => getSession()?.agent.name ?? "") : null),
    [conversationId, desk],
  );
  useEffect(() => {
    watched?.start();
    return () => watched?.stop();
  }, [watched]);
  const state = useSyncExternalStore(watched?.subscribe ?? noFollow, () => watched?.state ?? NOTHING);
  return watched && state ? { watched, state } : null;
}
