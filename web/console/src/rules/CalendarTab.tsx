/** Which years have their holiday notice, a new notice, and which days move a last day. */
import { Button, Form, Input, Modal, Radio, Table, Tag } from "antd";
import { useState } from "react";
import type { NoticeValue } from "../api/rules";
import type { CalendarYear } from "../api/types";
import { useWords } from "../strings";
import { drafted, readDays } from "./draft";
import type { Editing } from "./RulesPage";

export function CalendarTab({ rules, draft, change }: Editing) {
  const t = useWords();
  const [year, setYear] = useState<CalendarYear | null>(null);
  const key = "weekends_are_off";
  const rows = rules.years.map((one) => ({ ...one, ...drafted(draft, "notice", String(one.year)) }));
  return (
    <>
      <Form layout="vertical">
        <Form.Item label={t.rules.weekends}>
          <Radio.Group
            value={drafted(draft, "calendar", key)?.on ?? rules.weekends_are_off}
            onChange={(event) => change({ subject: "calendar", key, value: { on: event.target.value } })}
            options={[
              { value: true, label: t.rules.weekendsOn },
              { value: false, label: t.rules.weekendsOff },
            ]}
          />
        </Form.Item>
      </Form>
      <Table<CalendarYear>
        rowKey="year"
        size="small"
        pagination={false}
        dataSource={rows}
        columns={[
          { title: t.rules.year, dataIndex: "year" },
          {
            title: t.rules.mark,
            render: (_, one) =>
              drafted(draft, "notice", String(one.year)) ? (
                <Tag color="orange">{t.rules.drafted}</Tag>
              ) : (
                <Tag color={one.source === "law" ? "gold" : "green"}>{t.rules.source[one.source]}</Tag>
              ),
          },
          {
            title: t.rules.daysOff,
            render: (_, one) => (
              <span title={one.days_off.join("\n")}>{t.rules.days(one.days_off.length)}</span>
            ),
          },
          {
            title: t.rules.workingDays,
            render: (_, one) => (
              <span title={one.working_days.join("\n")}>{t.rules.days(one.working_days.length)}</span>
            ),
          },
          {
            render: (_, one) => (
              <Button size="small" type="link" onClick={() => setYear(one)}>
                {t.rules.load}
              </Button>
            ),
          },
        ]}
      />
      {year && (
        <LoadNotice
          year={year}
          onClose={() => setYear(null)}
          onDone={(value) => {
            change({ subject: "notice", key: String(year.year), value });
            setYear(null);
          }}
        />
      )}
    </>
  );
}

interface LoadProps {
  year: CalendarYear;
  onClose: () => void;
  onDone: (value: NoticeValue) => void;
}

function LoadNotice({ year, onClose, onDone }: LoadProps) {
  const t = useWords();
  const [form] = Form.useForm<{ off: string; working: string }>();
  return (
    <Modal
      open
      title={t.rules.loadTitle(year.year)}
      okText={t.common.save}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p className="muted">{t.rules.loadHint}</p>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ off: year.days_off.join("\n"), working: year.working_days.join("\n") }}
        onFinish={({ off, working }) => onDone({ days_off: readDays(off), working_days: readDays(working) })}
      >
        <div className="form-row">
          <Form.Item name="off" label={t.rules.daysOff}>
            <Input.TextArea autoSize={{ minRows: 8, maxRows: 16 }} />
          </Form.Item>
          <Form.Item name="working" label={t.rules.workingDays}>
            <Input.TextArea autoSize={{ minRows: 8, maxRows: 16 }} />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  );
}
