/** A line of the service itself that says something: the queue, an apology, a promise, a question. */

import { fill } from "@huisheng/shared/language";
import type { MessageOf } from "@huisheng/shared/protocol";
import { Choices } from "./choices";
import { CopyNumber } from "./copy_number";
import { OfflineMessage } from "./offline_message";
import { useScene } from "./scene";

export function NoticeCard({ message }: { message: MessageOf<"notice"> }) {
  const { words } = useScene();
  const { code, text, choices, ticket_number: ticket } = message.body;
  return (
    <div class={`notice ${code}`}>
      <p class="text">{text}</p>
      {ticket && (
        <p class="ticket">
          {fill(words.ticket, { number: ticket })}
          <CopyNumber number={ticket} />
        </p>
      )}
      <Choices message={message} choices={choices} isCard={false} />
      {code === "nobody_online" && <OfflineMessage notice={message} />}
    </div>
  );
}
