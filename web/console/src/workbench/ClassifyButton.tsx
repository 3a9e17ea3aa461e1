/** What a ticket is about, and its correction; what is corrected teaches the assistant. */
import { Button, Cascader, Form, Input, Popover, Segmented, Select } from "antd";
import { useState } from "react";
import type { Category, Ticket } from "../api/types";
import { type Catalogue, useWords } from "../strings";
import { CATEGORIES, KINDS, PRIORITIES } from "./categories";
import type { Deeds } from "./useDeeds";

interface Correction {
  category: Category;
  kind: string;
  priority: number;
  reason: string;
}

export function ClassifyButton({ ticket, deeds }: { ticket: Ticket; deeds: Deeds }) {
  const t = useWords();
  const [isOpen, setOpen] = useState(false);
  const [level1, level2] = ticket.category;
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      title={t.ticket.classify}
      destroyOnHidden
      content={<Editor ticket={ticket} deeds={deeds} onDone={() => setOpen(false)} />}
    >
      <Button size="small" type="text" className="facts-button">
        {t.kinds[ticket.kind] ?? ticket.kind} · {t.category[level1] ?? level1}/{t.category[level2] ?? level2}{" "}
        · {t.priority[ticket.priority]}
      </Button>
    </Popover>
  );
}

function Editor({ ticket, deeds, onDone }: { ticket: Ticket; deeds: Deeds; onDone: () => void }) {
  const t = useWords();
  const save = (given: Correction) => {
    onDone();
    const priority = given.priority === ticket.priority ? null : given.priority;
    void deeds.classify({ ...given, priority, reason: given.reason.trim() });
  };
  const start: Correction = {
    category: ticket.category,
    kind: ticket.kind,
    priority: ticket.priority,
    reason: "",
  };
  const { corrected_by, confidence } = ticket.classification;
  const sure = confidence?.category;
  return (
    <Form layout="vertical" className="classify" initialValues={start} onFinish={save} size="small">
      <p className="muted dialog-hint">
        {corrected_by ? t.ticket.corrected : sure !== undefined && t.ticket.guess(Math.round(sure * 100))}
      </p>
      <Form.Item name="category" label={t.ticket.category}>
        <Cascader
          options={tree(t)}
          allowClear={false}
          showSearch
          displayRender={(labels) => labels.join(" / ")}
        />
      </Form.Item>
      <Form.Item name="kind" label={t.kindName}>
        <Select options={KINDS.map((kind) => ({ value: kind, label: t.kinds[kind] }))} />
      </Form.Item>
      <Form.Item name="priority" label={t.priorityName}>
        <Segmented block options={PRIORITIES.map((value) => ({ value, label: t.priority[value] }))} />
      </Form.Item>
      <Form.Item name="reason">
        <Input placeholder={t.ticket.correctWhy} aria-label={t.ticket.correctWhy} maxLength={200} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block>
        {t.common.save}
      </Button>
    </Form>
  );
}

function tree(t: Catalogue) {
  return Object.entries(CATEGORIES).map(([level1, level2s]) => ({
    value: level1,
    label: t.category[level1] ?? level1,
    children: level2s.map((level2) => ({ value: level2, label: t.category[level2] ?? level2 })),
  }));
}
