import "@fontsource-variable/inter/index.css";
import "@fontsource-variable/jetbrains-mono/index.css";
import "./base.css";
import { App, ConfigProvider } from "antd";
import { type ReactNode, useCallback, useLayoutEffect, useMemo, useSyncExternalStore } from "react";
import { useLanguage } from "../i18n";
import { modeFor, type Place, useThemeChoice } from "./theme-mode";
import { cssVariables, kitTheme, type Mode } from "./tokens";

/** Draws its children in the person's theme. One at a time: it also dresses the document. */
export function ThemeProvider({ place, children }: { place: Place; children: ReactNode }) {
  const mode = useMode(place);
  useDocumentTheme(mode);
  const still = useMedia("(prefers-reduced-motion: reduce)");
  const compact = place === "workspace";
  const theme = useMemo(() => kitTheme(mode, { compact, still }), [mode, compact, still]);
  const nonce = useMemo(readNonce, []);
  const locale = useLanguage((state) => state.kit);
  return (
    <ConfigProvider
      theme={theme}
      locale={locale}
      csp={nonce ? { nonce } : undefined}
      wave={{ disabled: true }}
    >
      <App component={false}>{children}</App>
    </ConfigProvider>
  );
}

/** The mode this place is drawn in right now. */
export function useMode(place: Place): Mode {
  const choice = useThemeChoice((state) => state.choice);
  const systemIsDark = useMedia("(prefers-color-scheme: dark)");
  return modeFor(choice, place, systemIsDark);
}

function useDocumentTheme(mode: Mode) {
  useLayoutEffect(() => {
    const { style, dataset } = document.documentElement;
    dataset.theme = mode;
    style.colorScheme = mode;
    for (const [name, value] of Object.entries(cssVariables(mode))) {
      style.setProperty(`--${name}`, value);
    }
  }, [mode]);
}

/** Whether the media query holds now. */
function useMedia(query: string): boolean {
  const watch = useCallback(
    (told: () => void) => {
      const media = matchMedia(query);
      media.addEventListener("change", told);
      return () => media.removeEventListener("change", told);
    },
    [query],
  );
  return useSyncExternalStore(watch, () => matchMedia(query).matches);
}

/** The nonce a server with a strict content security policy writes into the page. */
function readNonce(): string | undefined {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
}
