/** Teaching the assistant: sentences to name, what was decided, which model answers. Leads only. */
import { useQuery } from "@tanstack/react-query";
import { Tabs } from "antd";
import { useNavigate, useParams } from "react-router";
import { GROUPS, getGroups } from "../api/learning";
import { useMe } from "../api/session";
import { Nothing } from "../parts/ListStates";
import { useWords } from "../strings";
import { DecidedTab } from "./DecidedTab";
import { ModelsTab } from "./ModelsTab";
import { OpenTab } from "./OpenTab";

export default function LearningPage() {
  const t = useWords();
  const navigate = useNavigate();
  const tab = useParams().tab ?? "open";
  const isLead = useMe().role !== "agent";
  const groups = useQuery({ queryKey: GROUPS, queryFn: getGroups, enabled: isLead });
  return (
    <main className="board">
      <header className="board-head">
        <h1>{t.learning.title}</h1>
      </header>
      {isLead ? (
        <Tabs
          activeKey={tab}
          onChange={(next) => navigate(`/learning/${next}`)}
          items={[
            {
              key: "open",
              label: t.learning.open(groups.data?.counts.new ?? 0),
              children: <OpenTab groups={groups} />,
            },
            { key: "decided", label: t.learning.decided, children: <DecidedTab /> },
            { key: "models", label: t.learning.models, children: <ModelsTab /> },
          ]}
        />
      ) : (
        <Nothing title={t.learning.leadOnly} />
      )}
    </main>
  );
}
