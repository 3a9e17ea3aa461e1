/** Leaving a message while nobody is at the desk; what was left comes back as a message and a promise of the service. */

import { shown } from "@huisheng/shared/conversation";
import { fill } from "@huisheng/shared/language";
import { type MessageOf, TEXT_LIMIT } from "@huisheng/shared/protocol";
import { Refusal } from "@huisheng/shared/rest";
import { wordsIn } from "@huisheng/shared/words";
import { useState } from "preact/hooks";
import { useScene } from "./scene";

export function OfflineMessage({ notice }: { notice: MessageOf<"notice"> }) {
  const { visit, words, language } = useScene();
  const [text, setText] = useState("");
  const [contact, setContact] = useState("");
  const [status, setStatus] = useState<"idle" | "busy" | { done: string } | { error: string }>("idle");
  const later = shown(visit.state).filter((one) => one.seq > notice.seq && one.kind === "notice");
  const isOver = later.some((one) => one.kind === "notice" && one.body.code !== "apology");
  if (isOver) return null;
  if (typeof status === "object" && "done" in status) {
    return <p role="status">{fill(words.offlineDone, { number: status.done })}</p>;
  }
  if (visit.state.conversation?.owner !== "bot") return null;
  const leave = async (event: Event) => {
    event.preventDefault();
    if (!text.trim()) return;
    setStatus("busy");
    try {
      const { ticket_number: number } = await visit.leaveMessage(text.trim(), contact.trim() || null);
      setStatus({ done: number });
    } catch (error) {
      setStatus({ error: error instanceof Refusal ? error.message : wordsIn(language).unreachable });
    }
  };
  return (
    <form class="leave" aria-label={words.offlineTitle} onSubmit={leave}>
      <textarea
        rows={3}
        maxLength={TEXT_LIMIT}
        value={text}
        placeholder={words.offlineText}
        aria-label={words.offlineText}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <input
        value={contact}
        maxLength={100}
        autocomplete="email"
        placeholder={words.offlineContact}
        aria-label={words.offlineContact}
        onInput={(event) => setContact(event.currentTarget.value)}
      />
      {typeof status === "object" && "error" in status && <p role="alert">{status.error}</p>}
      <button type="submit" class="choice primary" disabled={status === "busy" || !text.trim()}>
        {words.offlineSend}
      </button>
    </form>
  );
}
