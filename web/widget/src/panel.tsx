/** The chat window: header, what was said, quick entries, input. Full screen on a phone, where it keeps the focus. */

import { useEffect, useRef, useState } from "preact/hooks";
import { Composer } from "./composer";
import { FormProgress } from "./form_progress";
import { Header } from "./header";
import { Log } from "./log";
import { usePictures } from "./pictures";
import { QuickReplies } from "./quick_replies";
import { useScene } from "./scene";

const PHONE = "(max-width: 480px)";
const FOCUSABLE =
  "button:not([disabled]), a[href], textarea, input:not([disabled]), summary, [tabindex]:not([tabindex='-1'])";

export function Panel({ onClose }: { onClose: () => void }) {
  const { visit, words, language } = useScene();
  const panel = useRef<HTMLElement>(null);
  const pictures = usePictures(visit);
  const isPhone = usePhone();
  useEffect(() => {
    const first = panel.current?.querySelector<HTMLElement>(isPhone ? ".close" : "textarea");
    first?.focus({ preventScroll: true });
  }, [isPhone]);
  useVisibleHeight(panel, isPhone);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      onClose();
    } else if (event.key === "Tab" && isPhone && panel.current) {
      keepInside(event, panel.current);
    }
  };
  const link = visit.link;
  return (
    <section
      class="panel"
      ref={panel}
      lang={language}
      role="dialog"
      aria-label={words.title}
      aria-modal={isPhone}
      onKeyDown={onKeyDown}
    >
      <Header onClose={onClose} />
      {link === "offline" && (
        <p class="banner" role="status">
          {words.offline}
        </p>
      )}
      {visit.trouble && (
        <p class="banner" role="alert">
          {visit.trouble}
        </p>
      )}
      <FormProgress form={visit.state.conversation?.form ?? null} />
      <Log pictures={pictures} />
      <QuickReplies />
      <Composer onPicture={pictures.add} />
    </section>
  );
}

function keepInside(event: KeyboardEvent, panel: HTMLElement): void {
  const stops = [...panel.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (one) => one.offsetParent !== null,
  );
  const [first, last] = [stops[0], stops.at(-1)];
  const active = (panel.getRootNode() as ShadowRoot).activeElement;
  if (event.shiftKey ? active !== first : active !== last) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}

function usePhone(): boolean {
  const [isPhone, setPhone] = useState(() => matchMedia(PHONE).matches);
  useEffect(() => {
    const query = matchMedia(PHONE);
    const change = () => setPhone(query.matches);
    query.addEventListener("change", change);
    return () => query.removeEventListener("change", change);
  }, []);
  return isPhone;
}

/** A phone's keyboard covers the page without making it smaller: the panel takes what is left to see. */
function useVisibleHeight(panel: { current: HTMLElement | null }, isPhone: boolean): void {
  useEffect(() => {
    const view = globalThis.visualViewport;
    const element = panel.current;
    if (!isPhone || !view || !element) return;
    const fit = () => {
      element.style.height = `${view.height}px`;
      element.style.transform = `translateY(${view.offsetTop}px)`;
    };
    fit();
    view.addEventListener("resize", fit);
    view.addEventListener("scroll", fit);
    return () => {
      view.removeEventListener("resize", fit);
      view.removeEventListener("scroll", fit);
      element.style.height = "";
      element.style.transform = "";
    };
  }, [panel, isPhone]);
}
