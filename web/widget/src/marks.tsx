/** What became of the shopper's own message: under way, ✓ stored, ✓✓ seen, or failed with a way on. */

import { RetryIcon } from "./icons";
import { useScene } from "./scene";

export function Mark({ status }: { status: "sending" | "stored" | "seen" }) {
  const { words } = useScene();
  const sign = { sending: "…", stored: "✓", seen: "✓✓" }[status];
  return (
    <span class={`mark ${status}`} role="img" aria-label={words[status]} title={words[status]}>
      {sign}
    </span>
  );
}

interface FailedProps {
  text: string;
  onRetry: (() => void) | null;
  onDiscard: () => void;
}

export function Failed({ text, onRetry, onDiscard }: FailedProps) {
  const { words } = useScene();
  return (
    <p class="failed" role="alert">
      <span>{text}</span>
      {onRetry && (
        <button type="button" class="link" onClick={onRetry}>
          <RetryIcon />
          {words.retry}
        </button>
      )}
      <button type="button" class="link quiet" onClick={onDiscard}>
        {words.discard}
      </button>
    </p>
  );
}
