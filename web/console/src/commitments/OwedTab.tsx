/** All that is owed about one ticket, and a promise written down by hand. */
import { Alert, Button, DatePicker, Form, Input, Modal } from "antd";
import type { Dayjs } from "dayjs";
import { useState } from "react";
import { addOwed } from "../api/commitments";
import { sentenceOf } from "../api/http";
import type { Ticket } from "../api/types";
import { Nothing } from "../parts/ListStates";
import { useWords } from "../strings";
import { OwedCard } from "./OwedCard";
import { inOrder } from "./owed";
import { useOwed } from "./useOwed";

export function OwedTab({ ticket }: { ticket: Ticket }) {
  const t = useWords();
  const [isAdding, setAdding] = useState(false);
  const shown = inOrder(ticket.commitments.filter((one) => one.state !== "proposed"));
  return (
    <>
      {shown.length ? (
        shown.map((one) => <OwedCard key={one.id} one={one} />)
      ) : (
        <Nothing title={t.owed.noneHere} next={t.owed.noneHereNext} />
      )}
      <Button size="small" type="dashed" block onClick={() => setAdding(true)}>
        {t.owed.add}
      </Button>
      {isAdding && <AddOwed ticket={ticket.number} onClose={() => setAdding(false)} />}
    </>
  );
}

function AddOwed({ ticket, onClose }: { ticket: string; onClose: () => void }) {
  const t = useWords();
  const { refresh } = useOwed();
  const [form] = Form.useForm<{ words: string; due: Dayjs }>();
  const [trouble, setTrouble] = useState<unknown>(null);
  const save = async ({ words, due }: { words: string; due: Dayjs }) => {
    try {
      await addOwed(ticket, { words, due_at: due.toISOString() });
      refresh(ticket);
      onClose();
    } catch (wrong) {
      setTrouble(wrong);
    }
  };
  return (
    <Modal open title={t.owed.add} okText={t.common.save} onOk={form.submit} onCancel={onClose}>
      {trouble !== null && <Alert type="error" showIcon title={sentenceOf(trouble)} />}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={save}>
        <Form.Item
          name="words"
          label={t.owed.addWhat}
          rules={[{ required: true, whitespace: true, message: t.owed.needWhat }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="due" label={t.owed.addWhen} rules={[{ required: true, message: t.owed.needWhen }]}>
          <DatePicker showTime={{ format: "HH:mm" }} format="YYYY-MM-DD HH:mm" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
