/** Who works here: role, groups, capacity, refund limit. */
import { PlusOutlined } from "@ant-design/icons";
import { money } from "@huisheng/shared/money";
import { useQuery } from "@tanstack/react-query";
import { Button, Table } from "antd";
import { useState } from "react";
import { AGENTS, getAgents } from "../api/agents";
import { useMe } from "../api/session";
import type { Agent } from "../api/types";
import { Failed, ListSkeleton, Nothing } from "../parts/ListStates";
import { useWords } from "../strings";
import { AgentForm } from "./AgentForm";

export function AgentsTab() {
  const t = useWords();
  const isAdmin = useMe().role === "admin";
  const [edited, setEdited] = useState<Agent | "new" | null>(null);
  const agents = useQuery({ queryKey: AGENTS, queryFn: getAgents });
  if (agents.isPending) return <ListSkeleton rows={5} />;
  if (!agents.data) return <Failed error={agents.error} onRetry={() => agents.refetch()} />;
  return (
    <>
      <div className="table-head">
        {isAdmin ? (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setEdited("new")}>
            {t.admin.addAgent}
          </Button>
        ) : (
          <span className="muted">{t.admin.adminOnly}</span>
        )}
      </div>
      <Table<Agent>
        rowKey="id"
        size="small"
        pagination={false}
        dataSource={agents.data.items}
        locale={{ emptyText: <Nothing title={t.admin.emptyAgents} /> }}
        columns={[
          {
            title: t.admin.name,
            dataIndex: "name",
            render: (name: string, agent) =>
              isAdmin ? (
                <Button type="link" size="small" onClick={() => setEdited(agent)}>
                  {name}
                </Button>
              ) : (
                name
              ),
          },
          { title: t.admin.login, dataIndex: "login" },
          { title: t.admin.role, render: (_, agent) => t.user.roles[agent.role] },
          { title: t.admin.groups, render: (_, agent) => agent.groups.map((group) => group.name).join("、") },
          {
            title: t.admin.online,
            render: (_, agent) =>
              agent.is_active === false ? t.admin.inactive : agent.is_online ? t.user.online : t.user.away,
          },
          {
            title: t.admin.load,
            align: "right",
            render: (_, agent) => `${agent.open_tickets ?? 0}${agent.capacity ? ` / ${agent.capacity}` : ""}`,
          },
          { title: t.admin.limit, align: "right", render: (_, agent) => money(agent.refund_limit_fen) },
        ]}
      />
      {edited && <AgentForm agent={edited === "new" ? null : edited} onClose={() => setEdited(null)} />}
    </>
  );
}
