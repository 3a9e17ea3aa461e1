/** What is known around a ticket: the customer, orders and parcels, cases, history, the handoff. */
import { CloseOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Tabs } from "antd";
import { useState } from "react";
import { customerKey, getCustomer } from "../api/tickets";
import type { CustomerCard, Ticket } from "../api/types";
import { OwedTab } from "../commitments/OwedTab";
import { isRunning } from "../commitments/owed";
import { Failed, ListSkeleton, Nothing } from "../parts/ListStates";
import { useWords } from "../strings";
import { CaseLines } from "./CaseLines";
import { CustomerHead } from "./CustomerHead";
import { HandoffCard } from "./HandoffCard";
import { History } from "./History";
import { OrderCard } from "./OrderCard";
import { ParcelTrail } from "./ParcelTrail";

interface Props {
  ticket: Ticket;
  isOpen: boolean;
  onClose: () => void;
}

export function ContextPanel({ ticket, isOpen, onClose }: Props) {
  const t = useWords();
  const id = ticket.customer.id;
  const customer = useQuery({ queryKey: customerKey(id), queryFn: () => getCustomer(id), staleTime: 60_000 });
  return (
    <aside className={`context${isOpen ? " is-open" : ""}`} aria-label={t.context.label}>
      <Button
        className="context-close"
        size="small"
        type="text"
        icon={<CloseOutlined />}
        aria-label={t.common.close}
        onClick={onClose}
      />
      {customer.data ? (
        <Known ticket={ticket} customer={customer.data} />
      ) : customer.isPending ? (
        <ListSkeleton rows={5} />
      ) : (
        <Failed error={customer.error} onRetry={() => customer.refetch()} />
      )}
    </aside>
  );
}

function Known({ ticket, customer }: { ticket: Ticket; customer: CustomerCard }) {
  const t = useWords();
  const [tab, setTab] = useState(ticket.handoff ? "handoff" : "orders");
  const mine = new Set(ticket.orders);
  const orders = [...customer.orders].sort(
    (one, other) => Number(mine.has(other.number)) - Number(mine.has(one.number)),
  );
  const parcels = orders.filter((order) => order.parcel);
  const cases = ticket.cases.length ? ticket.cases : customer.cases;
  const owed = ticket.commitments.filter(isRunning).length;
  const items = [
    {
      key: "handoff",
      label: t.context.handoff,
      children: ticket.handoff ? (
        <HandoffCard packet={ticket.handoff} />
      ) : (
        <Nothing title={t.context.noHandoff} next={t.context.noHandoffNext} />
      ),
    },
    {
      key: "orders",
      label: `${t.context.orders}${orders.length ? ` ${orders.length}` : ""}`,
      children: orders.length ? (
        orders.map((order) => <OrderCard key={order.number} order={order} isMine={mine.has(order.number)} />)
      ) : (
        <Nothing
          title={t.context.noOrders}
          next={customer.is_signed_in ? undefined : t.context.noOrdersNext}
        />
      ),
    },
    {
      key: "parcels",
      label: t.context.parcels,
      children: parcels.length ? (
        parcels.map(
          (order) => order.parcel && <ParcelTrail key={order.number} parcel={order.parcel} order={order} />,
        )
      ) : (
        <Nothing title={t.context.noParcels} next={t.context.noParcelsNext} />
      ),
    },
    {
      key: "cases",
      label: `${t.context.cases}${cases.length ? ` ${cases.length}` : ""}`,
      children: cases.length ? (
        <CaseLines cases={cases} />
      ) : (
        <Nothing title={t.context.noCases} next={t.context.noCasesNext} />
      ),
    },
    {
      key: "owed",
      label: `${t.owed.title}${owed ? ` ${owed}` : ""}`,
      children: <OwedTab ticket={ticket} />,
    },
    { key: "history", label: t.context.history, children: <History ticket={ticket} customer={customer} /> },
  ];
  return (
    <>
      <CustomerHead customer={customer} packet={ticket.handoff} mood={ticket.sentiment} />
      <Tabs size="small" activeKey={tab} onChange={setTab} items={items} className="context-tabs" />
    </>
  );
}
