/** The round button at the edge of the shop's page. */

import { fill } from "@huisheng/shared/language";
import type { Ref } from "preact";
import { CloseIcon, EchoIcon } from "./icons";
import type { WidgetWords } from "./words/zh-CN";

interface LauncherProps {
  buttonRef: Ref<HTMLButtonElement>;
  words: WidgetWords;
  unread: number;
  isOpen: boolean;
  onClick: () => void;
}

export function Launcher({ buttonRef, words, unread, isOpen, onClick }: LauncherProps) {
  const whenShut = unread ? fill(words.openUnread, { count: unread }) : words.open;
  return (
    <button
      type="button"
      class="launcher"
      ref={buttonRef}
      aria-expanded={isOpen}
      aria-label={isOpen ? words.close : whenShut}
      onClick={onClick}
    >
      {isOpen ? <CloseIcon /> : <EchoIcon />}
      {unread > 0 && (
        <span class="unread" aria-hidden="true">
          {unread > 99 ? "99+" : unread}
        </span>
      )}
    </button>
  );
}
