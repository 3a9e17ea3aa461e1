/** The groups and who is in them. */
import { useQuery } from "@tanstack/react-query";
import { AGENTS, GROUPS, getAgents, getGroups } from "../api/agents";
import { Failed, ListSkeleton, Nothing } from "../parts/ListStates";
import { useWords } from "../strings";

export function GroupsTab() {
  const t = useWords();
  const groups = useQuery({ queryKey: GROUPS, queryFn: getGroups });
  const agents = useQuery({ queryKey: AGENTS, queryFn: getAgents });
  if (groups.isPending || agents.isPending) return <ListSkeleton rows={4} />;
  if (!groups.data) return <Failed error={groups.error} onRetry={() => groups.refetch()} />;
  if (!groups.data.items.length) return <Nothing title={t.admin.emptyGroups} />;
  return (
    <div className="group-cards">
      {groups.data.items.map((group) => {
        const members = (agents.data?.items ?? []).filter((agent) =>
          agent.groups.some((one) => one.id === group.id),
        );
        return (
          <section key={group.id} className="card">
            <header className="card-head">
              <b>{group.name}</b>
              <span className="muted">{t.admin.members(members.length)}</span>
            </header>
            <ul className="chips">
              {members.map((agent) => (
                <li key={agent.id}>
                  <span className={`dot is-${agent.is_online ? "open" : "closed"}`} /> {agent.name}
                </li>
              ))}
              {!members.length && <li>{t.admin.none}</li>}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
