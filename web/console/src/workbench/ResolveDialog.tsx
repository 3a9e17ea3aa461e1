/** Solved, or open again: one dialog that asks for the words that belong to it. */
import { Form, Input, Modal } from "antd";
import { useWords } from "../strings";
import { isSend } from "./keys";

interface Props {
  to: "resolved" | "open" | null;
  onClose: () => void;
  onDone: (reason: string) => void;
}

export function ResolveDialog({ to, onClose, onDone }: Props) {
  const t = useWords();
  const [form] = Form.useForm<{ reason: string }>();
  const isReopening = to === "open";
  return (
    <Modal
      open={to !== null}
      title={isReopening ? t.ticket.reopenTitle : t.ticket.resolveTitle}
      okText={isReopening ? t.ticket.reopen : t.ticket.resolve}
      onOk={form.submit}
      onCancel={onClose}
      destroyOnHidden
      width={440}
    >
      <p className="muted dialog-hint">{isReopening ? t.ticket.reopenHint : t.ticket.resolveHint}</p>
      <Form
        form={form}
        preserve={false}
        initialValues={{ reason: "" }}
        onFinish={({ reason }) => onDone(reason.trim())}
      >
        <Form.Item
          name="reason"
          rules={isReopening ? [{ required: true, whitespace: true, message: t.ticket.needReason }] : []}
        >
          <Input.TextArea
            autoFocus
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={500}
            aria-label={isReopening ? t.ticket.reason : t.ticket.resolveNote}
            placeholder={isReopening ? t.ticket.reason : t.ticket.resolveNote}
            onKeyDown={(event) => isSend({ ...keyOf(event) }) && form.submit()}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function keyOf(event: React.KeyboardEvent) {
  return {
    key: event.key,
    ctrlKey: event.ctrlKey,
    metaKey: event.metaKey,
    isComposing: event.nativeEvent.isComposing,
  };
}
