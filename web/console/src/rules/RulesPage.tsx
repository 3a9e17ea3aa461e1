/** The rules that decide: in force, edited, tried on stored cases, then saved. */
import { useQuery } from "@tanstack/react-query";
import { Tabs } from "antd";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import { type Change, getRules, RULES } from "../api/rules";
import { useMe } from "../api/session";
import type { Rules } from "../api/types";
import { Failed, ListSkeleton, Nothing } from "../parts/ListStates";
import { useWords } from "../strings";
import { CalendarTab } from "./CalendarTab";
import { ChangesTab } from "./ChangesTab";
import { DraftBar } from "./DraftBar";
import { withChange } from "./draft";
import { LimitsTab } from "./LimitsTab";
import { PromisesTab } from "./PromisesTab";
import { RulesTab } from "./RulesTab";

/** What every tab gets: what is in force, what is not saved yet, and the way to change it. */
export interface Editing {
  rules: Rules;
  draft: Change[];
  change: (change: Change) => void;
}

export default function RulesPage() {
  const t = useWords();
  const isLead = useMe().role !== "agent";
  const rules = useQuery({ queryKey: RULES, queryFn: getRules, enabled: isLead });
  return (
    <main className="board">
      <header className="board-head">
        <h1>{t.rules.title}</h1>
      </header>
      {!isLead ? (
        <Nothing title={t.rules.leadOnly} />
      ) : rules.data ? (
        <Open rules={rules.data} />
      ) : rules.isPending ? (
        <ListSkeleton rows={6} />
      ) : (
        <Failed error={rules.error} onRetry={() => rules.refetch()} />
      )}
    </main>
  );
}

function Open({ rules }: { rules: Rules }) {
  const t = useWords();
  const navigate = useNavigate();
  const tab = useParams().tab ?? "rules";
  const [draft, setDraft] = useState<Change[]>([]);
  const editing: Editing = {
    rules,
    draft,
    change: (change) => setDraft((before) => withChange(before, change, rules)),
  };
  return (
    <>
      {draft.length > 0 && <DraftBar draft={draft} onEmpty={() => setDraft([])} />}
      <Tabs
        activeKey={tab}
        onChange={(next) => navigate(`/rules/${next}`)}
        items={[
          { key: "rules", label: t.rules.tabs.rules, children: <RulesTab {...editing} /> },
          { key: "promises", label: t.rules.tabs.promises, children: <PromisesTab {...editing} /> },
          { key: "limits", label: t.rules.tabs.limits, children: <LimitsTab {...editing} /> },
          { key: "calendar", label: t.rules.tabs.calendar, children: <CalendarTab {...editing} /> },
          { key: "changes", label: t.rules.tabs.changes, children: <ChangesTab changes={rules.changes} /> },
        ]}
      />
    </>
  );
}
