/** The top of the panel: who speaks, how long the wait is, 转人工, and the way out. */

import type { Link } from "@huisheng/shared/chat";
import { fill, type Language } from "@huisheng/shared/language";
import type { Conversation } from "@huisheng/shared/protocol";
import { waitTime } from "@huisheng/shared/time";
import { CloseIcon, EchoIcon, PersonIcon } from "./icons";
import { useScene } from "./scene";
import type { WidgetWords } from "./words/zh-CN";

export function Header({ onClose }: { onClose: () => void }) {
  const { visit, words, language } = useScene();
  const conversation = visit.state.conversation;
  const owner = conversation?.owner ?? "bot";
  const isCalling = visit.state.pending.some(
    (one) => one.frame.type === "handoff" && one.status === "sending",
  );
  const label = { bot: words.person, queue: words.waiting, agent: words.withPerson, closed: words.person }[
    owner
  ];
  return (
    <header class="header">
      <span class={`face ${owner === "agent" ? "person" : "assistant"}`}>
        {owner === "agent" ? <PersonIcon /> : <EchoIcon />}
      </span>
      <div class="who">
        <h2>{words.title}</h2>
        <p class={`state ${visit.link} ${owner}`} role="status">
          {stateText(conversation, visit.link, words, language)}
        </p>
      </div>
      <button
        type="button"
        class="handoff"
        disabled={!conversation || owner === "queue" || owner === "agent" || isCalling}
        onClick={() => visit.chat.askForPerson("转人工")}
      >
        {label}
      </button>
      <button type="button" class="icon close" aria-label={words.close} onClick={onClose}>
        <CloseIcon />
      </button>
    </header>
  );
}

/** One line: the state of the line first, then who serves and how long it takes. */
export function stateText(
  conversation: Conversation | null,
  link: Link,
  words: WidgetWords,
  language: Language,
): string {
  if (!conversation) return words.connecting;
  if (link === "connecting" || link === "offline") return words.reconnecting;
  const { owner, queue, agent } = conversation;
  if (owner === "closed") return words.ended;
  if (owner === "agent") return fill(words.served, { name: agent?.name ?? words.agentRole });
  if (owner === "bot") return words.online;
  if (!queue) return words.waiting;
  const place = queue.position <= 1 ? words.nextInLine : fill(words.ahead, { count: queue.position - 1 });
  return queue.eta_seconds === null ? place : `${place} · ${waitTime(queue.eta_seconds, language)}`;
}
