/** The box to write in: reply or note, canned replies at the caret, nothing lost on the way. */
import Sender from "@ant-design/x/es/sender";
import { type Conversation, TEXT_LIMIT } from "@huisheng/shared/protocol";
import { App, Button, Segmented } from "antd";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { Ticket } from "../api/types";
import { type Catalogue, useWords } from "../strings";
import { CannedList } from "./CannedList";
import { insertCanned, openVariables, type Slash, slashAt } from "./canned";
import { keepDraft, readDraft } from "./drafts";
import { SEND_KEY } from "./KeyHelp";
import { isSend } from "./keys";

export type Mode = "reply" | "note";

interface Props {
  ticket: Ticket;
  conversation: Conversation | null;
  me: string;
  mode: Mode;
  /** Changes when a key asks for the box; `text` is then put into an empty one. */
  focus: { times: number; text: string };
  onMode: (mode: Mode) => void;
  onReply: (text: string) => void;
  onNote: (text: string) => Promise<boolean>;
  onTyping: (on: boolean) => void;
}

export function Composer({
  ticket,
  conversation,
  me,
  mode,
  focus,
  onMode,
  onReply,
  onNote,
  onTyping,
}: Props) {
  const t = useWords();
  const { message } = App.useApp();
  const box = useRef<HTMLDivElement>(null);
  const caretTo = useRef<number | null>(null);
  const [text, setText] = useState(() => readDraft(ticket.number, mode));
  const [slash, setSlash] = useState<Slash | null>(null);
  const field = () => box.current?.querySelector("textarea") ?? null;
  const obstacle = mode === "note" ? null : obstacleOf(ticket, conversation, me, t);

  const write = (next: string, caret?: number) => {
    setText(next);
    keepDraft(ticket.number, mode, next);
    caretTo.current = caret ?? null;
    setSlash(mode === "reply" ? slashAt(next, caret ?? field()?.selectionStart ?? next.length) : null);
  };
  useEffect(() => setText(readDraft(ticket.number, mode)), [ticket.number, mode]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new wish for focus, not new text, moves the caret
  useEffect(() => {
    if (!focus.times) return;
    field()?.focus();
    if (focus.text && !text) write(focus.text, focus.text.length);
  }, [focus]);
  useEffect(() => {
    if (caretTo.current === null) return;
    field()?.setSelectionRange(caretTo.current, caretTo.current);
    caretTo.current = null;
  });
  useTyping(mode === "reply" && !obstacle && text !== "", text, onTyping);

  const send = async () => {
    const said = text.trim();
    const holes = mode === "reply" ? openVariables(said) : [];
    if (!said || said.length > TEXT_LIMIT || obstacle) return;
    if (holes.length) {
      message.warning(t.composer.unfilled(holes.join(" ")));
      return;
    }
    write("");
    if (mode === "reply") onReply(said);
    else if (!(await onNote(said))) write(said);
  };
  const press = (event: KeyboardEvent): false | undefined => {
    if (event.key === "Escape" && !slash) (event.target as HTMLElement).blur();
    if (!isSend({ ...event, isComposing: event.nativeEvent.isComposing, key: event.key })) return undefined;
    event.preventDefault();
    void send();
    return false;
  };
  const over = text.trim().length - TEXT_LIMIT;
  return (
    <div className={`composer is-${mode}`} ref={box}>
      {slash && (
        <CannedList
          conversationId={ticket.conversation_id}
          word={slash.word}
          field={field}
          onClose={() => setSlash(null)}
          onChoose={(words) => {
            const put = insertCanned(text, slash, field()?.selectionStart ?? text.length, words);
            write(put.text, put.caret);
            setSlash(null);
            field()?.focus();
          }}
        />
      )}
      <Sender
        value={text}
        onChange={(next) => write(next)}
        onSubmit={() => void send()}
        onKeyDown={press}
        submitType="shiftEnter"
        disabled={obstacle !== null}
        placeholder={
          obstacle ?? (mode === "reply" ? t.composer.replyPlaceholder : t.composer.notePlaceholder)
        }
        autoSize={{ minRows: 2, maxRows: 8 }}
        suffix={false}
        footer={
          <div className="composer-foot">
            <Segmented
              size="small"
              value={mode}
              onChange={onMode}
              options={[
                { value: "reply", label: t.composer.reply },
                { value: "note", label: t.composer.note },
              ]}
            />
            {mode === "reply" && !obstacle && (
              <Button
                size="small"
                type="text"
                onClick={() => {
                  field()?.focus();
                  write(
                    `${text}${text && !text.endsWith(" ") ? " " : ""}/`,
                    text.length + (text && !text.endsWith(" ") ? 2 : 1),
                  );
                }}
              >
                / {t.composer.canned}
              </Button>
            )}
            <span className={`composer-count${over > 0 ? " is-failure" : ""}`} aria-live="polite">
              {over > 0 ? t.composer.tooLong(over) : over > -100 ? t.composer.left(-over) : ""}
            </span>
            <span className="muted composer-hint">{t.composer.hint(SEND_KEY)}</span>
            <Button
              type="primary"
              size="small"
              disabled={!text.trim() || over > 0 || obstacle !== null}
              onClick={() => void send()}
            >
              {mode === "note"
                ? t.composer.saveNote
                : conversation?.owner === "queue"
                  ? t.composer.takeAndSend
                  : t.composer.send}
            </Button>
          </div>
        }
      />
    </div>
  );
}

/** Why no reply can be written now; null while the conversation loads, since then the service decides. */
function obstacleOf(
  ticket: Ticket,
  conversation: Conversation | null,
  me: string,
  t: Catalogue,
): string | null {
  if (!ticket.conversation_id) return t.ticket.noConversation;
  if (!conversation || conversation.owner === "queue") return null;
  if (conversation.owner === "closed") return t.composer.closed;
  return conversation.owner === "agent" && conversation.agent?.name === me ? null : t.composer.notOwner;
}

/** Tell that one writes: once at the start, again every few seconds, and when it ends. */
function useTyping(isWriting: boolean, text: string, tell: (on: boolean) => void) {
  const say = useRef(tell);
  say.current = tell;
  const toldAt = useRef(0);
  useEffect(() => {
    if (!isWriting) {
      if (toldAt.current) say.current(false);
      toldAt.current = 0;
      return;
    }
    if (text && Date.now() - toldAt.current > 4_000) {
      toldAt.current = Date.now();
      say.current(true);
    }
    const end = setTimeout(() => {
      toldAt.current = 0;
      say.current(false);
    }, 5_000);
    return () => clearTimeout(end);
  }, [isWriting, text]);
}
