/** One click copies a long number. */

import { fill } from "@huisheng/shared/language";
import { useState } from "preact/hooks";
import { CopyIcon } from "./icons";
import { useScene } from "./scene";

const SHOWN_FOR = 1_500;

export function CopyNumber({ number }: { number: string }) {
  const { words } = useScene();
  const [isCopied, setCopied] = useState(false);
  if (!navigator.clipboard) return null;
  const copy = async () => {
    await navigator.clipboard.writeText(number);
    setCopied(true);
    setTimeout(() => setCopied(false), SHOWN_FOR);
  };
  return (
    <button
      type="button"
      class="copy"
      aria-label={fill(words.copyNumber, { number })}
      onClick={() => void copy()}
    >
      {isCopied ? words.copied : <CopyIcon />}
    </button>
  );
}
