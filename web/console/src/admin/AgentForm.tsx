/** An agent's account: made new, or changed. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Form, Input, InputNumber, Modal, Select, Switch } from "antd";
import { AGENTS, addAgent, changeAgent, GROUPS, getGroups } from "../api/agents";
import { sentenceOf } from "../api/http";
import type { Agent, Role } from "../api/types";
import { useWords } from "../strings";

interface Values {
  login: string;
  name: string;
  password: string;
  role: Role;
  group_ids: number[];
  capacity: number;
  limit_yuan: number;
  is_active: boolean;
}

export function AgentForm({ agent, onClose }: { agent: Agent | null; onClose: () => void }) {
  const t = useWords();
  const cache = useQueryClient();
  const groups = useQuery({ queryKey: GROUPS, queryFn: getGroups });
  const [form] = Form.useForm<Values>();
  const save = useMutation({
    mutationFn: ({ limit_yuan, is_active, login, password, ...rest }: Values) => {
      const values = { ...rest, refund_limit_fen: Math.round(limit_yuan * 100) };
      if (!agent) return addAgent({ ...values, login, password });
      return changeAgent(agent.id, { ...values, is_active, ...(password ? { password } : {}) });
    },
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: AGENTS });
      onClose();
    },
  });
  const needed = [{ required: true, message: t.admin.needValue }];
  const start: Partial<Values> = agent
    ? {
        name: agent.name,
        login: agent.login,
        role: agent.role,
        group_ids: agent.groups.map((group) => group.id),
        capacity: agent.capacity ?? 5,
        limit_yuan: agent.refund_limit_fen / 100,
        is_active: agent.is_active !== false,
      }
    : { role: "agent", group_ids: [], capacity: 5, limit_yuan: 200, is_active: true };
  return (
    <Modal
      open
      title={agent ? t.admin.editAgent : t.admin.addAgent}
      okText={t.common.save}
      onOk={form.submit}
      onCancel={onClose}
      confirmLoading={save.isPending}
    >
      {save.error && <Alert type="error" showIcon title={sentenceOf(save.error)} />}
      <Form form={form} layout="vertical" requiredMark={false} initialValues={start} onFinish={save.mutate}>
        <div className="form-row">
          <Form.Item name="name" label={t.admin.name} rules={needed}>
            <Input maxLength={40} />
          </Form.Item>
          <Form.Item name="login" label={t.admin.login} rules={needed}>
            <Input maxLength={40} disabled={agent !== null} autoComplete="off" />
          </Form.Item>
        </div>
        <Form.Item
          name="password"
          label={agent ? t.admin.newPassword : t.admin.password}
          rules={[...(agent ? [] : needed), { min: 10, message: t.admin.shortPassword }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <div className="form-row">
          <Form.Item name="role" label={t.admin.role}>
            <Select
              options={(["agent", "lead", "admin"] as Role[]).map((value) => ({
                value,
                label: t.user.roles[value],
              }))}
            />
          </Form.Item>
          <Form.Item name="group_ids" label={t.admin.groups}>
            <Select
              mode="multiple"
              options={(groups.data?.items ?? []).map((group) => ({ value: group.id, label: group.name }))}
            />
          </Form.Item>
        </div>
        <div className="form-row">
          <Form.Item name="capacity" label={t.admin.capacity}>
            <InputNumber min={0} max={100} precision={0} />
          </Form.Item>
          <Form.Item name="limit_yuan" label={t.admin.limit}>
            <InputNumber min={0} max={100_000} precision={2} prefix="¥" />
          </Form.Item>
          {agent && (
            <Form.Item name="is_active" label={t.admin.active} valuePropName="checked">
              <Switch />
            </Form.Item>
          )}
        </div>
      </Form>
    </Modal>
  );
}
