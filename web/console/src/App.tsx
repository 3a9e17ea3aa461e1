/** The console put together: language, look, cache, routes. */
import { Unreachable } from "@huisheng/shared/rest";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { App as Antd, ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import { lazy } from "react";
import { BrowserRouter, Navigate, Route, Routes } from "react-router";
import { useSession } from "./api/session";
import { CasesPage } from "./cases/CasesPage";
import { Login } from "./Login";
import { DeskProvider } from "./live/DeskProvider";
import { Shell } from "./Shell";
import { useLanguage } from "./strings";
import { antdTheme, useTheme } from "./theme";
import { Workbench } from "./workbench/Workbench";

const DashboardPage = lazy(() => import("./dashboard/DashboardPage"));
const CampaignsPage = lazy(() => import("./campaigns/CampaignsPage"));
const LearningPage = lazy(() => import("./learning/LearningPage"));
const OwedPage = lazy(() => import("./commitments/OwedPage"));
const RulesPage = lazy(() => import("./rules/RulesPage"));
const AdminPage = lazy(() => import("./admin/AdminPage"));

const cache = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: true,
      // A refusal will not change by asking again; a lost answer may.
      retry: (count, wrong) => wrong instanceof Unreachable && count < 2,
    },
  },
});

export function App() {
  const language = useLanguage();
  const theme = useTheme();
  return (
    <ConfigProvider
      locale={language === "en" ? enUS : zhCN}
      theme={antdTheme(theme)}
      button={{ autoInsertSpace: false }}
    >
      <Antd component={false} message={{ top: 84 }}>
        <QueryClientProvider client={cache}>
          <BrowserRouter basename="/console">
            <Pages />
          </BrowserRouter>
        </QueryClientProvider>
      </Antd>
    </ConfigProvider>
  );
}

function Pages() {
  const session = useSession();
  if (!session) {
    cache.clear();
    return <Login />;
  }
  return (
    <DeskProvider key={session.agent.id}>
      <Routes>
        <Route element={<Shell />}>
          <Route index element={<Workbench />} />
          <Route path="tickets/:number" element={<Workbench />} />
          <Route path="cases/:number?" element={<CasesPage />} />
          <Route path="commitments" element={<OwedPage />} />
          <Route path="dashboard" element={<DashboardPage />} />
          <Route path="campaigns/:id?" element={<CampaignsPage />} />
          <Route path="learning/:tab?" element={<LearningPage />} />
          <Route path="rules/:tab?" element={<RulesPage />} />
          <Route path="admin/:tab?" element={<AdminPage />} />
          <Route path="*" element={<Navigate to="/" replace />} />
        </Route>
      </Routes>
    </DeskProvider>
  );
}
