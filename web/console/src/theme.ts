/** The look of antd's parts in both themes; the same values stand in styles/tokens.css for our own. */
import { type ThemeConfig, theme } from "antd";
import { useEffect, useSyncExternalStore } from "react";

export type ThemeWish = "system" | "light" | "dark";
export type Theme = "light" | "dark";

const KEY = "huisheng.console.theme";
const listeners = new Set<() => void>();
const system = matchMedia("(prefers-color-scheme: dark)");
let wish = readWish();
system.addEventListener("change", tell);

function readWish(): ThemeWish {
  const kept = localStorage.getItem(KEY);
  return kept === "light" || kept === "dark" ? kept : "system";
}

function tell(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function setThemeWish(next: ThemeWish): void {
  wish = next;
  localStorage.setItem(KEY, next);
  tell();
}

export const useThemeWish = (): ThemeWish => useSyncExternalStore(subscribe, () => wish);

const nowShown = (): Theme => (wish === "system" ? (system.matches ? "dark" : "light") : wish);

/** The theme on screen; also told to our own style sheets. */
export function useTheme(): Theme {
  const shown = useSyncExternalStore(subscribe, nowShown);
  useEffect(() => {
    document.documentElement.dataset.theme = shown;
  }, [shown]);
  return shown;
}

export const FONT =
  '"PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", system-ui, -apple-system, "Segoe UI", sans-serif';

const PALETTES = {
  light: {
    colorPrimary: "#0f766e",
    colorInfo: "#0f766e",
    colorLink: "#0b665f",
    colorSuccess: "#0f766e",
    colorWarning: "#92600a",
    colorError: "#c62a2f",
    colorTextBase: "#1b1f23",
    colorBgBase: "#ffffff",
    colorBgLayout: "#f4f6f6",
    colorBorder: "#d5dadd",
    colorBorderSecondary: "#e6e9eb",
    colorTextPlaceholder: "#6b747c",
    colorWarningBg: "#fdf1d8",
    colorWarningBorder: "#ecd6a0",
    colorErrorBg: "#fdeceb",
    colorErrorBorder: "#f3c0bd",
    colorInfoBg: "#e4f2f0",
    colorInfoBorder: "#b5d9d4",
  },
  dark: {
    colorPrimary: "#1a8276",
    colorInfo: "#1a8276",
    colorLink: "#5cc7ba",
    colorSuccess: "#2fa295",
    colorWarning: "#e0a93d",
    colorError: "#f0666b",
    colorTextBase: "#e8ebed",
    colorBgBase: "#15181a",
    colorBgLayout: "#0f1213",
    colorBorder: "#3a4146",
    colorBorderSecondary: "#272d31",
    colorTextPlaceholder: "#98a2aa",
    colorWarningBg: "#33280f",
    colorWarningBorder: "#5a4d1e",
    colorErrorBg: "#3a1a19",
    colorErrorBorder: "#6b302d",
    colorInfoBg: "#12312d",
    colorInfoBorder: "#1f4f49",
  },
} as const;

/** antd's settings for a theme. */
export function antdTheme(shown: Theme): ThemeConfig {
  return {
    algorithm: shown === "dark" ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      ...PALETTES[shown],
      fontFamily: FONT,
      fontSize: 14,
      lineHeight: 1.6,
      borderRadius: 6,
      controlHeight: 32,
    },
    components: {
      Form: { verticalLabelPadding: "0 0 4px" },
      Tabs: {
        horizontalMargin: "0",
        titleFontSize: 13,
        itemSelectedColor: PALETTES[shown].colorLink,
        inkBarColor: PALETTES[shown].colorLink,
      },
      Segmented: { trackPadding: 2 },
      Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none" },
      Badge: { indicatorHeightSM: 16, textFontSizeSM: 11 },
    },
  };
}
