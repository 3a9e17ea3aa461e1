/** Every rule with its source and how far it was checked; after checking its mark, article and text change. */
import { Button, Form, Input, Modal, Select, Table, Tag } from "antd";
import { useState } from "react";
import type { RuleValue } from "../api/rules";
import type { Rule } from "../api/types";
import { useWords } from "../strings";
import { drafted, sought } from "./draft";
import type { Editing } from "./RulesPage";

const COLORS = { V: "green", S: "gold", M: "default" };

export function RulesTab({ rules, draft, change }: Editing) {
  const t = useWords();
  const [words, setWords] = useState("");
  const [edited, setEdited] = useState<Rule | null>(null);
  const rows = sought(rules.rules, words).map((rule) => ({ ...rule, ...drafted(draft, "rule", rule.id) }));
  return (
    <>
      <div className="table-head">
        <Input.Search
          className="narrow"
          allowClear
          placeholder={t.rules.search}
          onChange={(event) => setWords(event.target.value)}
        />
        <span className="muted">{t.rules.markHint}</span>
      </div>
      <Table<Rule>
        rowKey="id"
        size="small"
        pagination={false}
        dataSource={rows}
        columns={[
          {
            title: t.rules.mark,
            width: 70,
            render: (_, rule) => (
              <Tag color={COLORS[rule.mark]} title={t.rules.marks[rule.mark]}>
                {rule.mark}
              </Tag>
            ),
          },
          { title: t.rules.law, width: 220, dataIndex: "law" },
          { title: t.rules.article, width: 60, dataIndex: "article" },
          {
            title: t.rules.text,
            render: (_, rule) => (
              <>
                {rule.text} <code className="muted">{rule.id}</code>{" "}
                {drafted(draft, "rule", rule.id) ? (
                  <Tag color="orange">{t.rules.drafted}</Tag>
                ) : (
                  rule.is_edited && <Tag>{t.rules.edited}</Tag>
                )}
              </>
            ),
          },
          { title: t.rules.since, width: 110, dataIndex: "in_force_from" },
          { title: t.rules.until, width: 90, render: (_, rule) => rule.in_force_to ?? t.rules.stillValid },
          {
            width: 70,
            render: (_, rule) => (
              <Button type="link" size="small" onClick={() => setEdited(rule)}>
                {t.rules.edit}
              </Button>
            ),
          },
        ]}
      />
      {edited && (
        <EditRule
          rule={edited}
          onClose={() => setEdited(null)}
          onDone={(value) => {
            change({ subject: "rule", key: edited.id, value });
            setEdited(null);
          }}
        />
      )}
    </>
  );
}

interface EditProps {
  rule: Rule;
  onClose: () => void;
  onDone: (value: RuleValue) => void;
}

function EditRule({ rule, onClose, onDone }: EditProps) {
  const t = useWords();
  const [form] = Form.useForm<RuleValue>();
  const { mark, article, text } = rule;
  return (
    <Modal open title={t.rules.editTitle} okText={t.common.save} onOk={form.submit} onCancel={onClose}>
      <p className="muted">
        {rule.law} · {rule.id}
      </p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ mark, article, text }}
        onFinish={onDone}
      >
        <div className="form-row">
          <Form.Item name="mark" label={t.rules.mark}>
            <Select
              options={(["V", "S", "M"] as const).map((value) => ({ value, label: t.rules.marks[value] }))}
            />
          </Form.Item>
          <Form.Item
            name="article"
            label={t.rules.article}
            dependencies={["mark"]}
            rules={[
              { pattern: /^\d{0,4}$/, message: t.rules.needArticle },
              ({ getFieldValue }) => ({
                required: getFieldValue("mark") === "V",
                message: t.rules.needArticle,
              }),
            ]}
          >
            <Input maxLength={4} />
          </Form.Item>
        </div>
        <Form.Item
          name="text"
          label={t.rules.text}
          rules={[{ required: true, whitespace: true, message: t.rules.needText }]}
        >
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={200} showCount />
        </Form.Item>
      </Form>
    </Modal>
  );
}
