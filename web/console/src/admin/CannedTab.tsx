/** Canned replies: what there is, and a new one with its variables. */
import { PlusOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Form, Input, Modal, Table } from "antd";
import { useState } from "react";
import { sentenceOf } from "../api/http";
import { useMe } from "../api/session";
import { addCanned, cannedKey, getCanned } from "../api/tickets";
import type { CannedReply } from "../api/types";
import { Failed, ListSkeleton, Nothing } from "../parts/ListStates";
import { useWords } from "../strings";

export function CannedTab() {
  const t = useWords();
  const canAdd = useMe().role !== "agent";
  const [isOpen, setOpen] = useState(false);
  const replies = useQuery({ queryKey: cannedKey(null), queryFn: () => getCanned(null) });
  if (replies.isPending) return <ListSkeleton rows={5} />;
  if (!replies.data) return <Failed error={replies.error} onRetry={() => replies.refetch()} />;
  return (
    <>
      <div className="table-head">
        {canAdd ? (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
            {t.admin.addCanned}
          </Button>
        ) : (
          <span className="muted">{t.admin.leadOnly}</span>
        )}
      </div>
      <Table<CannedReply>
        rowKey="id"
        size="small"
        pagination={false}
        dataSource={replies.data.items}
        locale={{ emptyText: <Nothing title={t.admin.empty} next={t.admin.emptyNext} /> }}
        columns={[
          {
            title: t.admin.shortcut,
            width: 140,
            render: (_, reply) => <code>/{reply.shortcut.replace(/^\//, "")}</code>,
          },
          { title: t.admin.replyTitle, width: 180, dataIndex: "title" },
          { title: t.admin.body, render: (_, reply) => <span className="plain">{reply.body}</span> },
        ]}
      />
      {isOpen && <NewReply onClose={() => setOpen(false)} />}
    </>
  );
}

function NewReply({ onClose }: { onClose: () => void }) {
  const t = useWords();
  const cache = useQueryClient();
  const [form] = Form.useForm<{ shortcut: string; title: string; body: string }>();
  const save = useMutation({
    mutationFn: addCanned,
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: ["canned"] });
      onClose();
    },
  });
  const needed = [{ required: true, whitespace: true, message: t.admin.needValue }];
  return (
    <Modal
      open
      title={t.admin.addCanned}
      okText={t.common.save}
      onOk={form.submit}
      onCancel={onClose}
      confirmLoading={save.isPending}
    >
      {save.error && <Alert type="error" showIcon title={sentenceOf(save.error)} />}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={save.mutate}>
        <div className="form-row">
          <Form.Item name="shortcut" label={t.admin.shortcut} rules={needed}>
            <Input prefix="/" maxLength={20} />
          </Form.Item>
          <Form.Item name="title" label={t.admin.replyTitle} rules={needed}>
            <Input maxLength={40} />
          </Form.Item>
        </div>
        <Form.Item name="body" label={t.admin.body} extra={t.admin.variables} rules={needed}>
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={1000} showCount />
        </Form.Item>
      </Form>
    </Modal>
  );
}
