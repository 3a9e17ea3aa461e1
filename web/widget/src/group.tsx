/** Messages of one author under one name; and the shopper's own that are still on their way. */

import type { Pending } from "@huisheng/shared/conversation";
import type { Message } from "@huisheng/shared/protocol";
import { exactTime, relativeTime } from "@huisheng/shared/time";
import { MessageBody } from "./body";
import { CaseCard } from "./case_card";
import type { Group as Messages } from "./groups";
import { EchoIcon, PersonIcon } from "./icons";
import { Failed, Mark } from "./marks";
import { useScene } from "./scene";
import type { WidgetWords } from "./words/zh-CN";

export function Group({ group, seen }: { group: Messages; seen: number }) {
  const { words, now, language } = useScene();
  const first = group.messages[0];
  if (!first) return null;
  return (
    <li class={`group ${group.author}`}>
      {group.author !== "system" && (
        <p class="author">
          {group.author === "bot" && <EchoIcon />}
          {group.author === "agent" && <PersonIcon />}
          <b>{nameOf(group, words)}</b>
          {group.author === "agent" && <span class="role">{words.agentRole}</span>}
          <time dateTime={first.created_at} title={exactTime(first.created_at)}>
            {relativeTime(first.created_at, now, language)}
          </time>
        </p>
      )}
      {group.messages.map((message) => (
        <div key={message.seq} class="line" data-seq={message.seq}>
          <MessageBody message={message} />
          <CaseUnder message={message} />
          {message.author === "customer" && <Mark status={message.seq <= seen ? "seen" : "stored"} />}
        </div>
      ))}
    </li>
  );
}

function CaseUnder({ message }: { message: Message }) {
  const { visit } = useScene();
  const one = visit.cases.heldBy(message.seq);
  return one && <CaseCard one={one} said={(message.body as { text?: string }).text ?? ""} />;
}

export function PendingBubble({ pending }: { pending: Pending }) {
  const { visit, words } = useScene();
  const id = pending.frame.client_id;
  return (
    <li class="group customer pending">
      <div class="line">
        {pending.picture ? (
          <div class="bubble picture">
            <img src={pending.picture} alt={words.pictureOf} />
          </div>
        ) : (
          <div class="bubble">
            <p class="text">{pending.text}</p>
          </div>
        )}
        {pending.status === "sending" && <Mark status="sending" />}
      </div>
      {pending.status === "failed" && (
        <Failed
          text={pending.detail ?? words.failed}
          onRetry={() => visit.chat.retry(id)}
          onDiscard={() => visit.chat.discard(id)}
        />
      )}
    </li>
  );
}

function nameOf(group: Messages, words: WidgetWords): string {
  if (group.author === "customer") return words.me;
  return group.name ?? (group.author === "bot" ? words.assistant : words.agentRole);
}
