/** Agents, groups and canned replies; who may change what is said where it stands. */
import { Tabs } from "antd";
import { useNavigate, useParams } from "react-router";
import { useWords } from "../strings";
import { AgentsTab } from "./AgentsTab";
import { CannedTab } from "./CannedTab";
import { GroupsTab } from "./GroupsTab";

export default function AdminPage() {
  const t = useWords();
  const navigate = useNavigate();
  const tab = useParams().tab ?? "agents";
  return (
    <main className="board">
      <header className="board-head">
        <h1>{t.admin.title}</h1>
      </header>
      <Tabs
        activeKey={tab}
        onChange={(next) => navigate(`/admin/${next}`)}
        items={[
          { key: "agents", label: t.admin.agents, children: <AgentsTab /> },
          { key: "groups", label: t.admin.groups, children: <GroupsTab /> },
          { key: "canned", label: t.admin.canned, children: <CannedTab /> },
        ]}
      />
    </main>
  );
}
