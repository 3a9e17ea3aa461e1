/** Who speaks with the customer now, and the way to change it. */
import type { Conversation } from "@huisheng/shared/protocol";
import { waitTime } from "@huisheng/shared/time";
import { Button } from "antd";
import { useLanguage, useWords } from "../strings";

interface Props {
  conversation: Conversation | null;
  me: string;
  onTakeOver: () => void;
  onHandBack: () => void;
}

export function OwnerBar({ conversation, me, onTakeOver, onHandBack }: Props) {
  const t = useWords();
  const language = useLanguage();
  if (!conversation) return null;
  const { owner, agent, queue } = conversation;
  if (owner === "closed") return <div className="owner">{t.owner.closed}</div>;
  if (owner === "agent" && agent?.name === me) {
    return (
      <div className="owner is-mine">
        <span>{t.owner.me}</span>
        <Button size="small" type="text" onClick={onHandBack}>
          {t.ticket.handBack}
        </Button>
      </div>
    );
  }
  if (owner === "agent") return <div className="owner">{t.owner.other(agent?.name ?? "")}</div>;
  return (
    <div className={`owner is-${owner}`}>
      <span>
        {t.owner[owner]}
        {queue?.eta_seconds ? ` ${waitTime(queue.eta_seconds, language)}` : ""}
      </span>
      <Button size="small" type={owner === "queue" ? "primary" : "default"} onClick={onTakeOver}>
        {owner === "queue" ? t.ticket.takeOverQueue : t.ticket.takeOver}
      </Button>
    </div>
  );
}
