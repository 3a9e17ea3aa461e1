/** A picture in the talk: enlarged by a tap, fetched again when its signed address ran out. */

import { safeLink } from "@huisheng/shared/links";
import type { MessageOf } from "@huisheng/shared/protocol";
import { useEffect, useRef, useState } from "preact/hooks";
import { CloseIcon } from "./icons";
import { useScene } from "./scene";

export function Photo({ message }: { message: MessageOf<"image"> }) {
  const { visit, words } = useScene();
  const { url, width, height, text } = message.body;
  const [isLarge, setLarge] = useState(false);
  const [tries, setTries] = useState(0);
  const address = url.startsWith("blob:") ? url : safeLink(url, visit.origin);
  const again = () => {
    setTries(tries + 1);
    visit.chat.refresh(message.seq).catch(() => undefined);
  };
  if (!address || tries > 1) {
    return (
      <div class="bubble">
        <button type="button" class="link" onClick={() => setTries(0)}>
          {words.pictureGone}
        </button>
      </div>
    );
  }
  return (
    <div class="bubble picture">
      <button type="button" class="photo" aria-label={words.enlarge} onClick={() => setLarge(true)}>
        <img
          src={address}
          alt={text || words.pictureOf}
          width={width || undefined}
          height={height || undefined}
          onError={again}
        />
      </button>
      {text && <p class="text">{text}</p>}
      {isLarge && <Large address={address} alt={text || words.pictureOf} onClose={() => setLarge(false)} />}
    </div>
  );
}

function Large({ address, alt, onClose }: { address: string; alt: string; onClose: () => void }) {
  const { words } = useScene();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      class="large"
      aria-label={alt}
      onClose={onClose}
      onKeyDown={(event) => event.key === "Escape" && event.stopPropagation()}
    >
      <img src={address} alt={alt} />
      <button type="button" class="icon" aria-label={words.close} onClick={() => dialog.current?.close()}>
        <CloseIcon />
      </button>
    </dialog>
  );
}
