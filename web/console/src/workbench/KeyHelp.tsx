/** All keys on one card, by “?”. */
import { Modal } from "antd";
import { useState } from "react";
import { useWords } from "../strings";
import { useKeys } from "./useKeys";

export const SEND_KEY = /Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘ ↵" : "Ctrl ↵";

export function KeyHelp() {
  const t = useWords();
  const [isOpen, setOpen] = useState(false);
  useKeys({ help: () => setOpen(true) });
  const keys: [string, string][] = [
    ["J", t.keys.next],
    ["K", t.keys.previous],
    ["A", t.keys.assign],
    ["E", t.keys.resolve],
    ["R", t.keys.reply],
    ["N", t.keys.note],
    ["/", t.keys.canned],
    [SEND_KEY, t.keys.send],
    ["Esc", t.keys.leave],
    ["?", t.keys.help],
  ];
  return (
    <Modal open={isOpen} onCancel={() => setOpen(false)} footer={null} title={t.keys.title} width={360}>
      <dl className="key-list">
        {keys.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
