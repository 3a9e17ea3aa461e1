/** A reply on its way, or one that failed and waits for a decision. */
import Bubble from "@ant-design/x/es/bubble";
import { Button } from "antd";
import { useWords } from "../strings";
import type { Reply } from "./thread";

interface Props {
  reply: Reply;
  onRetry: () => void;
  onDrop: () => void;
}

export function PendingLine({ reply, onRetry, onDrop }: Props) {
  const t = useWords();
  const isFailed = reply.status === "failed";
  return (
    <div className={`message is-agent is-pending${isFailed ? " is-failed" : ""}`}>
      <Bubble
        placement="end"
        variant="borderless"
        classNames={{ content: "message-bubble" }}
        content={reply.text}
        contentRender={(text) => <p className="plain">{text}</p>}
      />
      {isFailed ? (
        <div className="message-foot is-failure" role="alert">
          {t.thread.failed}
          {reply.detail && `：${reply.detail}`}
          <Button size="small" type="link" onClick={onRetry}>
            ↻ {t.thread.retry}
          </Button>
          <Button size="small" type="text" onClick={onDrop}>
            {t.thread.discard}
          </Button>
        </div>
      ) : (
        <div className="message-foot">{t.thread.sending}</div>
      )}
    </div>
  );
}
