/** A payment above somebody's right: who asks, how much, why, and whose word it waits for. */
import { money } from "@huisheng/shared/money";
import { Alert } from "antd";
import type { Case } from "../api/types";
import { Time } from "../parts/Time";
import { useWords } from "../strings";

export function ProposalNote({ proposal }: { proposal: NonNullable<Case["proposal"]> }) {
  const t = useWords();
  return (
    <Alert
      type={proposal.may_decide ? "warning" : "info"}
      showIcon
      title={
        <>
          <b>{t.cases.asksFor(proposal.proposed_by, money(proposal.amount_fen))}</b>{" "}
          <span className="muted">
            <Time at={proposal.proposed_at} />
          </span>
        </>
      }
      description={
        <>
          <p>{proposal.note}</p>
          <p className="muted">{proposal.may_decide ? t.cases.yourWord : t.cases.otherWord}</p>
        </>
      }
    />
  );
}
