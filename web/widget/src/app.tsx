/** Launcher and panel together: what is open, who visits, how many messages are new. */

import { unreadAfter } from "@huisheng/shared/conversation";
import type { Language } from "@huisheng/shared/language";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Launcher } from "./launcher";
import { Panel } from "./panel";
import { SceneContext, useNow, useVisit, wordsFor } from "./scene";
import { Visit } from "./visit";

export interface AppProps {
  origin: string;
  hostToken: string | null;
  language: Language;
  isOpen: boolean;
  onOpen: (open: boolean) => void;
}

export function App({ origin, hostToken, language, isOpen, onOpen }: AppProps) {
  const words = wordsFor(language);
  const visit = useVisitFor(origin, hostToken, isOpen);
  const launcher = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  const now = useNow();
  useVisit(visit);
  useEffect(() => {
    if (wasOpen.current && !isOpen) launcher.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  const readSeq = visit?.state.conversation?.customer_read_seq ?? 0;
  const unread = visit && !isOpen ? unreadAfter(visit.state, readSeq) : 0;
  return (
    <>
      <Launcher
        buttonRef={launcher}
        words={words}
        unread={unread}
        isOpen={isOpen}
        onClick={() => onOpen(!isOpen)}
      />
      {visit && isOpen && (
        <SceneContext.Provider value={{ visit, words, language, now }}>
          <Panel key={hostToken ?? ""} onClose={() => onOpen(false)} />
        </SceneContext.Provider>
      )}
    </>
  );
}

/** Nothing is asked of the service before the first opening; afterwards the line stays, for what arrives unseen. */
function useVisitFor(origin: string, hostToken: string | null, isOpen: boolean): Visit | null {
  const [wasOpened, setOpened] = useState(isOpen);
  if (isOpen && !wasOpened) setOpened(true);
  const isWanted = wasOpened || isOpen;
  const visit = useMemo(
    () => (isWanted ? new Visit(origin, hostToken) : null),
    [origin, hostToken, isWanted],
  );
  useEffect(() => {
    visit?.chat.start();
    return () => visit?.chat.stop();
  }, [visit]);
  return visit;
}
