import type { ComponentType } from "react";
import { actions, defineAction } from "../actions";
import { requestJson } from "../api/client";
import { i18next } from "../i18n";
import { FIRST } from "../i18n/languages";
import { contributions } from "./contributions";
import type { OpenJob } from "./open-job";
import { openedJob, whileJobIsOpen } from "./open-jobs";
import { type PluginShapeUtil, shapeUtilOf } from "./shape-util";
import { type PluginTool, stateOf } from "./tool-state";

/** The version of the facade: another one whenever what plugins rely on changes. */
export const API_VERSION = 1;

/** Takes back what was registered. */
export type Disposer = () => void;

export interface PluginAction {
  /** Within the plugin: `tidy`. */
  readonly id: string;
  readonly title: string;
  readonly keys?: readonly string[];
  /** Only while a job is open (as by default), or everywhere. */
  readonly where?: "job" | "everywhere";
  enabled?(job: OpenJob | null): boolean;
  run(job: OpenJob | null): void;
}

/**
 * All that a plugin's `activate` is given: doors to register at, never the app's own objects, so
 * that those can change. Every ending of a plugin takes back everything it registered.
 */
export interface Limn {
  readonly apiVersion: typeof API_VERSION;
  readonly plugin: string;
  registerPanel(panel: {
    id: string;
    title: string;
    component: ComponentType<{ job: OpenJob }>;
  }): Disposer;
  registerTool(tool: PluginTool): Disposer;
  /** How shapes of some labels look, and where their grips are. */
  registerShapeUtil(util: PluginShapeUtil): Disposer;
  registerAction(action: PluginAction): Disposer;
  /** A page at `/plugins/<plugin>/<path>`, and an entry for it in the command palette. */
  registerRoute(route: { path: string; title: string; component: ComponentType }): Disposer;
  /** Calls `begin` for each job that is opened, and what it returns when that is closed. */
  onJob(begin: (job: OpenJob) => Disposer | undefined): Disposer;
  /** The server's API, as who is signed in: JSON in, JSON out; refusals are thrown. */
  request(url: string, method?: string, body?: unknown): Promise<unknown>;
}

export interface FacadeOptions {
  readonly plugin: string;
  readonly navigate: (address: string) => void;
  /** Told of what a plugin throws while it works. */
  readonly failed: (error: unknown) => void;
}

/** The facade of a plugin, and how to take back all it registered. */
export function makeFacade({ plugin, navigate, failed }: FacadeOptions): {
  limn: Limn;
  dispose: Disposer;
} {
  const ends = new Set<Disposer>();
  let ended = false;
  const kept = (end: Disposer): Disposer => {
    if (ended) {
      end();
      throw new Error(`plugin ${plugin} has ended`);
    }
    const once = () => {
      if (ends.delete(once)) end();
    };
    ends.add(once);
    return once;
  };
  const idOf = (id: string) => `plugin.${plugin}.${id}`;
  const text = (id: string, title: string) => {
    i18next.addResource(FIRST, `plugin-${plugin}`, id, title);
    return `plugin-${plugin}:${id}`;
  };
  const safely = (act: () => void) => {
    try {
      act();
    } catch (error) {
      failed(error);
    }
  };
  const limn: Limn = {
    apiVersion: API_VERSION,
    plugin,
    registerPanel: ({ id, title, component }) =>
      kept(contributions.add({ kind: "panel", id: idOf(id), plugin, title, component })),
    registerAction: ({ id, title, keys = [], where = "job", enabled, run }) => {
      const job = () => openedJob()?.job ?? null;
      const action = defineAction({
        id: idOf(id),
        label: text(id, title),
        keys,
        scope: where === "job" ? "workspace" : "global",
        enabled: () => (where === "everywhere" || job() !== null) && (enabled?.(job()) ?? true),
        run: () => safely(() => run(job())),
      });
      if (where === "everywhere") return kept(actions.add(action));
      return kept(whileJobIsOpen(() => actions.add(action)));
    },
    registerTool: (tool) => {
      const id = idOf(tool.id) as `plugin.${string}`;
      const label = text(tool.id, tool.title);
      const strip = contributions.add({ kind: "tool", id, plugin });
      const install = whileJobIsOpen(({ job, editor }) => {
        const use = defineAction({
          id,
          label,
          keys: tool.keys ?? [],
          scope: "workspace",
          ...(tool.icon ? { icon: `path:${tool.icon}` } : {}),
          enabled: () => !editor.readOnly,
          checked: () => editor.tools.tool === id,
          run: () => editor.use(id),
        });
        const remove = actions.add(use);
        const away = editor.tools.add(id, () =>
          stateOf(tool, { name: id, hint: label, job, failed }),
        );
        return () => {
          remove();
          away();
        };
      });
      return kept(() => {
        install();
        strip();
      });
    },
    registerShapeUtil: (util) =>
      kept(
        whileJobIsOpen(({ editor }) => {
          const away = editor.shapes.specialise({
            util: shapeUtilOf(util, editor.shapes.of({ type: util.type }), failed),
            appliesTo: (labelId) => {
              const label = editor.label(labelId);
              return label ? util.appliesTo({ id: label.id, name: label.name }) : false;
            },
          });
          editor.scene.rebuild();
          return () => {
            away();
            editor.scene.rebuild();
          };
        }),
      ),
    registerRoute: ({ path, title, component }) => {
      const id = `route-${path.replaceAll(/[^\w-]/g, "-")}`;
      const route = contributions.add({
        ...{ kind: "route", id: `${plugin}/${path}`, plugin },
        ...{ title, path, component },
      });
      const open = limn.registerAction({
        ...{ id, title, where: "everywhere" },
        run: () => navigate(`/plugins/${plugin}/${path}`),
      });
      return kept(() => {
        route();
        open();
      });
    },
    onJob: (begin) =>
      kept(
        whileJobIsOpen(({ job }) => {
          let end: Disposer | undefined;
          safely(() => {
            end = begin(job);
          });
          return () => safely(() => end?.());
        }),
      ),
    request: (url, method, body) => requestJson(url, method, body),
  };
  return {
    limn,
    dispose: () => {
      ended = true;
      for (const end of [...ends].reverse()) end();
    },
  };
}
