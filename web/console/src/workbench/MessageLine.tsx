/** One stored message: who, what, when, seen or not. */
import Bubble from "@ant-design/x/es/bubble";
import type { Message } from "@huisheng/shared/protocol";
import { exactTime } from "@huisheng/shared/time";
import { memo } from "react";
import { ReallyButton } from "../learning/ReallyButton";
import { Time } from "../parts/Time";
import { type Catalogue, useWords } from "../strings";
import { MessageBody } from "./MessageBody";

interface Props {
  message: Message;
  isFirst: boolean;
  /** Only on the newest seen and on those not seen yet. */
  mark: "seen" | "stored" | null;
  customer: string;
}

export const MessageLine = memo(function MessageLine({ message, isFirst, mark, customer }: Props) {
  const t = useWords();
  if (message.kind === "notice" || message.author === "system") {
    return (
      <div className="event is-notice" title={exactTime(message.created_at)}>
        {message.body.text}
      </div>
    );
  }
  const isTheirs = message.author === "customer";
  return (
    <div className={`message is-${message.author}${isFirst ? " is-first" : ""}`}>
      {isFirst && (
        <div className="message-head">
          <span className="message-author">{authorOf(message, customer, t)}</span>
          <Time at={message.created_at} />
        </div>
      )}
      <Bubble
        placement={isTheirs ? "start" : "end"}
        variant="borderless"
        classNames={{ content: "message-bubble" }}
        content={message.seq}
        contentRender={() => <MessageBody message={message} />}
      />
      {isTheirs && message.kind === "text" && message.body.choice_of === undefined && (
        <ReallyButton conversationId={message.conversation_id} seq={message.seq} />
      )}
      {mark && (
        <div className="message-foot" title={exactTime(message.created_at)}>
          {mark === "seen" ? `✓✓ ${t.thread.seen}` : `✓ ${t.thread.stored}`}
        </div>
      )}
    </div>
  );
});

function authorOf(message: Message, customer: string, t: Catalogue): string {
  if (message.author === "customer") return customer;
  return message.author === "bot" ? t.thread.bot : (message.author_name ?? t.user.roles.agent);
}
