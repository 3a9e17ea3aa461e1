/** The frame around every page: navigation, the agent's own menu, the state of the line. */
import {
  BarChartOutlined,
  BulbOutlined,
  ClockCircleOutlined,
  CustomerServiceOutlined,
  FileProtectOutlined,
  ReadOutlined,
  SendOutlined,
  SettingOutlined,
} from "@ant-design/icons";
import { Badge, Button, Tooltip } from "antd";
import { Suspense, useEffect, useState } from "react";
import { Link, Outlet, useLocation } from "react-router";
import { useMe } from "./api/session";
import { useDesk, useDeskState } from "./live/DeskProvider";
import { Brand } from "./parts/Brand";
import { Broken } from "./parts/Broken";
import { Loading } from "./parts/ListStates";
import { useWords } from "./strings";
import { UserMenu } from "./UserMenu";
import { useCounts } from "./workbench/useTickets";

export function Shell() {
  const t = useWords();
  const counts = useCounts();
  const isLead = useMe().role !== "agent";
  const { pathname } = useLocation();
  const isHere = (to: string) =>
    to === "/" ? pathname === "/" || pathname.startsWith("/tickets") : pathname.startsWith(to);
  const places = [
    {
      to: "/",
      icon: <CustomerServiceOutlined />,
      name: t.nav.workbench,
      badge: counts.data?.unassigned ?? 0,
    },
    { to: "/cases", icon: <FileProtectOutlined />, name: t.nav.cases, badge: 0 },
    { to: "/commitments", icon: <ClockCircleOutlined />, name: t.owed.title, badge: 0 },
    { to: "/dashboard", icon: <BarChartOutlined />, name: t.nav.dashboard, badge: 0 },
    { to: "/campaigns", icon: <SendOutlined />, name: t.nav.campaigns, badge: 0 },
    ...(isLead ? [{ to: "/learning", icon: <BulbOutlined />, name: t.nav.learning, badge: 0 }] : []),
    ...(isLead ? [{ to: "/rules", icon: <ReadOutlined />, name: t.rules.title, badge: 0 }] : []),
    { to: "/admin", icon: <SettingOutlined />, name: t.nav.admin, badge: 0 },
  ];
  return (
    <div className="shell">
      <nav className="nav" aria-label={t.app.console}>
        <Brand size={30} />
        {places.map((place) => (
          <Tooltip key={place.to} title={place.name} placement="right">
            <Link
              to={place.to}
              className={`nav-link${isHere(place.to) ? " is-here" : ""}`}
              aria-label={place.name}
              aria-current={isHere(place.to) ? "page" : undefined}
            >
              <Badge
                count={place.badge}
                size="small"
                offset={[2, 0]}
                overflowCount={99}
                color="var(--accent-strong)"
              >
                {place.icon}
              </Badge>
              <span className="nav-name">{place.name}</span>
            </Link>
          </Tooltip>
        ))}
        <span className="nav-space" />
        <UserMenu />
      </nav>
      <div className="page">
        <LineState />
        <Broken key={pathname}>
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </Broken>
      </div>
    </div>
  );
}

/** A word only when the line is cut for longer than a blink. */
function LineState() {
  const t = useWords();
  const desk = useDesk();
  const isCut = useDeskState().link === "down";
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!isCut) {
      setLong(false);
      return;
    }
    const timer = setTimeout(() => setLong(true), 1_500);
    return () => clearTimeout(timer);
  }, [isCut]);
  if (!isLong) return null;
  return (
    <div className="line-state" role="status">
      {t.link.lost}
      <Button size="small" type="link" onClick={() => desk.reconnect()}>
        {t.link.again}
      </Button>
    </div>
  );
}
