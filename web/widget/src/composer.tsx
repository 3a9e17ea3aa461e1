/** The input: text with a counter near the limit, pictures, Enter to send; what was refused stays in the box. */

import { fill } from "@huisheng/shared/language";
import { TEXT_LIMIT } from "@huisheng/shared/protocol";
import { useEffect, useRef, useState } from "preact/hooks";
import { PictureIcon, SendIcon } from "./icons";
import { useScene } from "./scene";
import { PICTURE_TYPES } from "./upload";

/** From here on the counter shows. */
const NEAR_LIMIT = 900;
const TYPING_EVERY = 4_000;
const TALLEST = 112;

/** Characters as the service counts them: a face of two code units is one. */
export function lengthOf(text: string): number {
  return [...text].length;
}

export function Composer({ onPicture }: { onPicture: (file: File) => void }) {
  const { visit, words } = useScene();
  const [text, setText] = useState(visit.draft);
  const [isRefused, setRefused] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const lastTyping = useRef(0);
  const length = lengthOf(text);
  useGrowing(box, text);
  const change = (value: string) => {
    setText(value);
    visit.draft = value;
    if (lengthOf(value) <= TEXT_LIMIT) setRefused(false);
    const isDue = Date.now() - lastTyping.current > TYPING_EVERY;
    if (value && isDue) {
      lastTyping.current = Date.now();
      visit.chat.typing(true);
    }
  };
  const stopTyping = () => {
    if (lastTyping.current) visit.chat.typing(false);
    lastTyping.current = 0;
  };
  const send = () => {
    if (length > TEXT_LIMIT) {
      setRefused(true);
      return;
    }
    if (!text.trim()) return;
    stopTyping();
    visit.chat.say(text.trim());
    change("");
    lastTyping.current = 0;
    box.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isComposing = event.isComposing || event.keyCode === 229;
    if (event.key !== "Enter" || event.shiftKey || isComposing) return;
    event.preventDefault();
    send();
  };
  const take = (files: FileList | null | undefined) => {
    for (const file of files ?? []) if (file.type.startsWith("image/")) onPicture(file);
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {length >= NEAR_LIMIT && <Counter length={length} isRefused={isRefused} />}
      <div class="row">
        <textarea
          ref={box}
          rows={1}
          value={text}
          placeholder={words.input}
          aria-label={words.inputLabel}
          aria-invalid={length > TEXT_LIMIT}
          aria-describedby={length >= NEAR_LIMIT ? "counter" : undefined}
          enterkeyhint="send"
          onInput={(event) => change(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onBlur={stopTyping}
          onPaste={(event) => take(event.clipboardData?.files)}
        />
        <PickPicture onFiles={take} />
        <button type="submit" class="icon send" aria-label={words.send} aria-disabled={!text.trim()}>
          <SendIcon />
        </button>
      </div>
    </form>
  );
}

function Counter({ length, isRefused }: { length: number; isRefused: boolean }) {
  const { words } = useScene();
  const left = TEXT_LIMIT - length;
  return (
    <p
      class={`counter ${left < 0 ? "over" : ""} ${isRefused ? "refused" : ""}`}
      id="counter"
      role={isRefused ? "alert" : undefined}
    >
      {isRefused && `${words.tooLong} `}
      <span>{fill(left < 0 ? words.over : words.left, { count: Math.abs(left) })}</span>
    </p>
  );
}

function PickPicture({ onFiles }: { onFiles: (files: FileList | null) => void }) {
  const { visit, words } = useScene();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={picker}
        type="file"
        hidden
        accept={PICTURE_TYPES.join(",")}
        onChange={(event) => {
          onFiles(event.currentTarget.files);
          event.currentTarget.value = "";
        }}
      />
      <button
        type="button"
        class="icon"
        aria-label={words.picture}
        disabled={!visit.state.conversation || visit.state.conversation.owner === "closed"}
        onClick={() => picker.current?.click()}
      >
        <PictureIcon />
      </button>
    </>
  );
}

function useGrowing(box: { current: HTMLTextAreaElement | null }, text: string): void {
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = `${Math.min(element.scrollHeight, TALLEST)}px`;
  }, [box, text]);
}
