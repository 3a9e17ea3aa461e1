/** A ticket's head: number, title, status, clocks, who works on it, what it is about. */
import { CheckOutlined, DownOutlined, EyeOutlined, MenuUnfoldOutlined } from "@ant-design/icons";
import { Button, Dropdown, Tooltip } from "antd";
import { useMe } from "../api/session";
import type { Status, Ticket } from "../api/types";
import { OwedClock } from "../commitments/OwedClock";
import { useDeskState } from "../live/DeskProvider";
import { CopyNumber } from "../parts/CopyNumber";
import { useWords } from "../strings";
import { AssignMenu } from "./AssignMenu";
import { ClassifyButton } from "./ClassifyButton";
import { SlaClocks } from "./SlaClock";
import type { Deeds } from "./useDeeds";

interface Props {
  ticket: Ticket;
  deeds: Deeds;
  onResolve: () => void;
  onReopen: () => void;
  onContext: () => void;
}

export function TicketHead({ ticket, deeds, onResolve, onReopen, onContext }: Props) {
  const t = useWords();
  return (
    <header className="head">
      <div className="head-line">
        <CopyNumber number={ticket.number} shown={`#${ticket.number}`} />
        <h1 title={ticket.title}>{ticket.title}</h1>
        <Viewers />
        <StatusMenu {...{ ticket, deeds, onResolve, onReopen }} />
        {ticket.allowed_moves.includes("resolved") && (
          <Tooltip title="E">
            <Button size="small" type="primary" icon={<CheckOutlined />} onClick={onResolve}>
              {t.ticket.resolve}
            </Button>
          </Tooltip>
        )}
        <Button
          className="context-toggle"
          size="small"
          icon={<MenuUnfoldOutlined />}
          aria-label={t.context.label}
          onClick={onContext}
        />
      </div>
      <div className="head-line head-facts">
        <SlaClocks ticket={ticket} />
        <OwedClock owed={ticket.commitment} />
        <span className="head-space" />
        <ClassifyButton ticket={ticket} deeds={deeds} />
        <AssignMenu ticket={ticket} deeds={deeds} />
      </div>
    </header>
  );
}

function StatusMenu({ ticket, deeds, onResolve, onReopen }: Omit<Props, "onContext">) {
  const t = useWords();
  const isEnded = ticket.status === "resolved" || ticket.status === "closed";
  const go = (to: Status) => {
    if (to === "resolved") onResolve();
    else if (isEnded && to === "open") onReopen();
    else void deeds.move(to, "");
  };
  const items = ticket.allowed_moves.map((to) => ({
    key: to,
    label: isEnded && to === "open" ? t.ticket.reopen : t.ticket.moveTo(t.status[to]),
  }));
  return (
    <Dropdown
      trigger={["click"]}
      menu={{ items, onClick: ({ key }) => go(key as Status) }}
      disabled={!items.length}
    >
      <Button size="small" className="status-button">
        <span className={`dot is-${ticket.status}`} />
        {t.status[ticket.status]}
        <DownOutlined />
      </Button>
    </Dropdown>
  );
}

function Viewers() {
  const t = useWords();
  const me = useMe();
  const others = useDeskState().viewers.filter((name) => name !== me.name);
  if (!others.length) return null;
  const words = t.ticket.viewers(others.join("、"));
  return (
    <Tooltip title={words}>
      <span className="viewers" role="status" aria-label={words}>
        <EyeOutlined /> {others.join("、")}
      </span>
    </Tooltip>
  );
}
