/** The agent's own menu: presence, language, look, desktop notices, leaving. */
import { BellOutlined, LogoutOutlined } from "@ant-design/icons";
import { useMutation } from "@tanstack/react-query";
import { App, Badge, Button, Popover, Segmented, Switch } from "antd";
import { useState } from "react";
import { setPresence } from "./api/agents";
import { sentenceOf } from "./api/http";
import { forgetSession, keepAgent, useMe } from "./api/session";
import { askForNotices, noticeRight } from "./live/notices";
import { setLanguage, useLanguage, useWords } from "./strings";
import { setThemeWish, type ThemeWish, useThemeWish } from "./theme";

export function UserMenu() {
  const t = useWords();
  const me = useMe();
  const { message } = App.useApp();
  const presence = useMutation({
    mutationFn: setPresence,
    onMutate: (isOnline) => keepAgent({ ...me, is_online: isOnline }),
    onSuccess: (agent) => keepAgent({ ...me, ...agent }),
    onError: (wrong) => {
      keepAgent(me);
      message.error(t.common.notDone(sentenceOf(wrong)));
    },
  });
  const word = me.is_online ? t.user.online : t.user.away;
  return (
    <div className="user">
      <Switch
        size="small"
        checked={me.is_online}
        onChange={(isOnline) => presence.mutate(isOnline)}
        aria-label={`${t.user.presence}: ${word}`}
      />
      <span className="user-presence">{word}</span>
      <Popover trigger="click" placement="rightBottom" content={<Menu />}>
        <button type="button" className="user-button" aria-label={me.name}>
          <Badge dot offset={[-3, 28]} color={me.is_online ? "var(--accent-strong)" : "var(--faint)"}>
            <span className="avatar">{me.name.slice(-1)}</span>
          </Badge>
        </button>
      </Popover>
    </div>
  );
}

function Menu() {
  const t = useWords();
  const me = useMe();
  const language = useLanguage();
  const wish = useThemeWish();
  return (
    <div className="user-menu">
      <div>
        <strong>{me.name}</strong>
        <span className="muted"> {t.user.roles[me.role]}</span>
        <div className="muted">{me.groups.map((group) => group.name).join(" · ")}</div>
      </div>
      <div className="user-choice">
        {t.user.language}
        <Segmented
          size="small"
          aria-label={t.user.language}
          value={language}
          onChange={setLanguage}
          options={[
            { value: "zh-CN", label: "中文" },
            { value: "en", label: "English" },
          ]}
        />
      </div>
      <div className="user-choice">
        {t.user.theme}
        <Segmented
          size="small"
          aria-label={t.user.theme}
          value={wish}
          onChange={setThemeWish}
          options={(["system", "light", "dark"] as ThemeWish[]).map((value) => ({
            value,
            label: t.user.themes[value],
          }))}
        />
      </div>
      <Notices />
      <Button icon={<LogoutOutlined />} onClick={() => forgetSession()}>
        {t.user.logOut}
      </Button>
    </div>
  );
}

function Notices() {
  const t = useWords();
  const [right, setRight] = useState(noticeRight);
  if (right === "unsupported") return null;
  if (right === "on") return <span className="muted">{t.user.noticesOn}</span>;
  if (right === "blocked") return <span className="muted">{t.user.noticesBlocked}</span>;
  return (
    <div>
      <Button icon={<BellOutlined />} onClick={async () => setRight(await askForNotices())}>
        {t.user.notices}
      </Button>
      <div className="muted">{t.user.noticesWhy}</div>
    </div>
  );
}
