/** Canned replies above the box, driven by the same keys that write. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { cannedKey, getCanned } from "../api/tickets";
import { useWords } from "../strings";
import { matching } from "./canned";

interface Props {
  conversationId: string | null;
  word: string;
  field: () => HTMLTextAreaElement | null;
  onChoose: (text: string) => void;
  onClose: () => void;
}

export function CannedList({ conversationId, word, field, onChoose, onClose }: Props) {
  const t = useWords();
  const canned = useQuery({ queryKey: cannedKey(conversationId), queryFn: () => getCanned(conversationId) });
  const found = matching(canned.data?.items ?? [], word).slice(0, 8);
  const [index, setIndex] = useState(0);
  const at = Math.min(index, Math.max(found.length - 1, 0));
  const now = useRef({ found, at, onChoose, onClose });
  now.current = { found, at, onChoose, onClose };
  useEffect(() => {
    const element = field();
    const press = (event: KeyboardEvent) => {
      if (event.isComposing) return;
      const { found, at, onChoose, onClose } = now.current;
      const reply = found[at];
      if (event.key === "ArrowDown" && found.length) setIndex((at + 1) % found.length);
      else if (event.key === "ArrowUp" && found.length) setIndex((at + found.length - 1) % found.length);
      else if ((event.key === "Enter" || event.key === "Tab") && reply && !event.ctrlKey && !event.metaKey)
        onChoose(reply.text);
      else if (event.key === "Escape") onClose();
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    // Before the box's own keys: there Enter is a new line.
    element?.addEventListener("keydown", press, { capture: true });
    return () => element?.removeEventListener("keydown", press, { capture: true });
  }, [field]);
  return (
    <div className="canned" role="listbox" aria-label={t.composer.canned}>
      {found.map((reply, position) => (
        <button
          type="button"
          role="option"
          key={reply.id}
          aria-selected={position === at}
          className="canned-row"
          onMouseDown={(event) => event.preventDefault()}
          onMouseEnter={() => setIndex(position)}
          onClick={() => onChoose(reply.text)}
        >
          <span className="canned-shortcut">/{reply.shortcut.replace(/^\//, "")}</span>
          <span className="canned-title">{reply.title}</span>
          <span className="canned-text">{reply.text}</span>
        </button>
      ))}
      {!found.length && <div className="canned-none">{canned.isPending ? "…" : t.composer.cannedEmpty}</div>}
      <div className="canned-keys">{t.composer.cannedKeys}</div>
    </div>
  );
}
