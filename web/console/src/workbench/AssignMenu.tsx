/** Who works on a ticket: me, a colleague, a group, nobody. */
import { UserOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Dropdown, type MenuProps } from "antd";
import { useState } from "react";
import { AGENTS, GROUPS, getAgents, getGroups } from "../api/agents";
import { useMe } from "../api/session";
import type { Ticket } from "../api/types";
import { useWords } from "../strings";
import type { Deeds } from "./useDeeds";

export function AssignMenu({ ticket, deeds }: { ticket: Ticket; deeds: Deeds }) {
  const t = useWords();
  const me = useMe();
  const [isOpen, setOpen] = useState(false);
  const agents = useQuery({ queryKey: AGENTS, queryFn: getAgents, enabled: isOpen });
  const groups = useQuery({ queryKey: GROUPS, queryFn: getGroups, enabled: isOpen });
  const others = (agents.data?.items ?? []).filter(
    (agent) => agent.id !== me.id && agent.is_active !== false,
  );
  const items: MenuProps["items"] = [
    { key: "me", label: t.ticket.assignMe, extra: "A", disabled: ticket.assignee?.id === me.id },
    { key: "nobody", label: t.ticket.assignNobody, disabled: !ticket.assignee },
    {
      type: "group",
      label: t.ticket.agents,
      children: others.map((agent) => ({
        key: `agent-${agent.id}`,
        label: agent.name,
        extra: agent.is_online ? t.ticket.load(agent.open_tickets ?? 0) : t.ticket.away,
      })),
    },
    {
      type: "group",
      label: t.ticket.group,
      children: (groups.data?.items ?? []).map((group) => ({
        key: `group-${group.id}`,
        label: group.name,
        disabled: group.id === ticket.group?.id && !ticket.assignee,
      })),
    },
  ];
  const choose = (key: string) => {
    if (key === "me") return deeds.assign({ id: me.id, name: me.name });
    if (key === "nobody") return deeds.assign(null);
    const [kind, id] = key.split("-");
    const from = kind === "agent" ? others : (groups.data?.items ?? []);
    const found = from.find((one) => one.id === Number(id));
    if (!found) return;
    const named = { id: found.id, name: found.name };
    return kind === "agent" ? deeds.assign(named) : deeds.assignGroup(named);
  };
  return (
    <Dropdown
      trigger={["click"]}
      onOpenChange={setOpen}
      menu={{ items, onClick: ({ key }) => void choose(key), style: { maxHeight: 420, overflow: "auto" } }}
    >
      <Button size="small" type="text" icon={<UserOutlined />} aria-label={t.ticket.assign}>
        {ticket.assignee?.name ?? t.queue.nobody}
        {ticket.group && <span className="muted"> · {ticket.group.name}</span>}
      </Button>
    </Dropdown>
  );
}
