import { requestJson } from "../api/client";
import type { components } from "../api/schema";
import { contributions } from "./contributions";
import { API_VERSION, type Limn, makeFacade } from "./facade";
import { failures, ModuleError } from "./failures";

type WebPlugins = components["schemas"]["WebPlugins"];

/** A module that takes longer to come and to activate is left out, ms. */
const PATIENCE = 10_000;

interface PluginModule {
  /** The version of the facade it was written for; without it, whatever there is. */
  LIMN_API?: unknown;
  activate(limn: Limn): unknown;
}

let loading: Promise<void> | null = null;

/**
 * Load what plugins add to the page, once; never throws. One that fails is left out, and the page
 * of plugins says why; `?noplugins` in the address leaves out all.
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
  const { limn, dispose } = makeFacade({
    plugin,
    navigate,
    failed: (error) => failures.note(plugin, "working", error),
  });
  const run = async () => {
    const module = await fetched(entry, importing);
    await checked(module).activate(limn);
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new ModuleError("late", `it took more than ${PATIENCE / 1000} s`)),
      PATIENCE,
    );
  });
  try {
    await Promise.race([run(), late]);
  } catch (error) {
    dispose();
    failures.note(plugin, "activating", error);
  } finally {
    clearTimeout(timer);
  }
  return dispose;
}

async function fetched(entry: string, importing: (entry: string) => Promise<unknown>) {
  try {
    return (await importing(entry)) as Partial<PluginModule>;
  } catch (error) {
    throw new ModuleError("loading", error instanceof Error ? error.message : String(error));
  }
}

/** The module, known to be one for this app. */
function checked(module: Partial<PluginModule>): PluginModule {
  const { LIMN_API: wanted, activate } = module;
  if (wanted !== undefined && wanted !== API_VERSION) {
    throw new ModuleError("version", `it is for version ${wanted}, the app has ${API_VERSION}`);
  }
  if (typeof activate !== "function") {
    throw new ModuleError("shape", "it exports no function `activate`");
  }
  return module as PluginModule;
}
