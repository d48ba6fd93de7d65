import "@fontsource-variable/inter/index.css";
import "@fontsource-variable/jetbrains-mono/index.css";
import "./base.css";
import { App, ConfigProvider } from "antd";
import { type ReactNode, useLayoutEffect, useMemo, useSyncExternalStore } from "react";
import { modeFor, type Place, useThemeChoice } from "./theme-mode";
import { cssVariables, kitTheme, type Mode } from "./tokens";

/** Draws its children in the person's theme. One at a time: it also dresses the document. */
export function ThemeProvider({ place, children }: { place: Place; children: ReactNode }) {
  const mode = useMode(place);
  useDocumentTheme(mode);
  const theme = useMemo(() => kitTheme(mode, { compact: place === "workspace" }), [mode, place]);
  const nonce = useMemo(readNonce, []);
  return (
    <ConfigProvider theme={theme} csp={nonce ? { nonce } : undefined} wave={{ disabled: true }}>
      <App component={false}>{children}</App>
    </ConfigProvider>
  );
}

/** The mode this place is drawn in right now. */
export function useMode(place: Place): Mode {
  const choice = useThemeChoice((state) => state.choice);
  const systemIsDark = useSyncExternalStore(watchSystem, () => system().matches);
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

const system = () => matchMedia("(prefers-color-scheme: dark)");

function watchSystem(told: () => void): () => void {
  const query = system();
  query.addEventListener("change", told);
  return () => query.removeEventListener("change", told);
}

/** The nonce a server with a strict content security policy writes into the page. */
function readNonce(): string | undefined {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
}
