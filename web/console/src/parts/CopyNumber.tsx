/** A long number, easy to read and copied by one click. */
import { App } from "antd";
import { useWords } from "../strings";

export function CopyNumber({ number, shown = number }: { number: string; shown?: string }) {
  const t = useWords();
  const { message } = App.useApp();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(number);
      message.success(t.common.copied, 1);
    } catch {
      // Without https the clipboard is closed; the number can still be selected.
      message.info(number, 4);
    }
  };
  return (
    <button type="button" className="copy-number" title={`${t.common.copy} ${number}`} onClick={copy}>
      {shown}
    </button>
  );
}
