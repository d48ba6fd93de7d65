import { requestJson } from "../api/client";
import type { components } from "../api/schema";
import { contributions } from "./contributions";
import { type Limn, makeFacade } from "./facade";

type WebPlugins = components["schemas"]["WebPlugins"];

/** A module that takes longer to come and to activate is left out, ms. */
const PATIENCE = 10_000;

interface PluginModule {
  activate(limn: Limn): unknown;
}

let loading: Promise<void> | null = null;

/**
 * Load what plugins add to the page, once; never throws. One that fails is left out, with a
 * warning in the console; `?noplugins` in the address leaves out all.
 */
export function loadPlugins(navigate: (address: string) => void): Promise<void> {
  if (new URLSearchParams(location.search).has("noplugins")) return Promise.resolve();
  loading ??= load(navigate).catch((error: unknown) => {
    loading = null;
    console.warn("Plugins cannot be loaded", error);
  });
  return loading;
}

async function load(navigate: (address: string) => void): Promise<void> {
  const { modules, panels } = await requestJson<WebPlugins>("/api/web-plugins");
  for (const panel of panels)
    contributions.add({
      ...{ kind: "panel", id: `described.${panel.name}` },
      ...{ plugin: panel.plugin, title: panel.title, component: panel },
    });
  await Promise.all(modules.map(({ plugin, entry }) => activate(plugin, entry, navigate)));
}

/** Import a module and let it register; what it registered before it failed is taken back. */
export async function activate(
  plugin: string,
  entry: string,
  navigate: (address: string) => void,
  importing: (entry: string) => Promise<unknown> = (from) => import(/* @vite-ignore */ from),
): Promise<() => void> {
  const failed = (error: unknown) => console.warn(`Plugin ${plugin} failed`, error);
  const { limn, dispose } = makeFacade({ plugin, navigate, failed });
  const run = async () => {
    const module = (await importing(entry)) as Partial<PluginModule>;
    if (typeof module.activate !== "function") throw new Error("it exports no function `activate`");
    await module.activate(limn);
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it took more than ${PATIENCE / 1000} s`)), PATIENCE);
  });
  try {
    await Promise.race([run(), late]);
  } catch (error) {
    dispose();
    failed(error);
  } finally {
    clearTimeout(timer);
  }
  return dispose;
}
