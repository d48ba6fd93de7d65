import { newShape, type ShapeRecord } from "../core/records";
import type { ToolState } from "../editor/tools/tool";
import type { NewObject, OpenJob } from "./open-job";

/** Picture px. */
interface At {
  readonly x: number;
  readonly y: number;
}

/** A tool of a plugin: it gets presses and moves of the pointer until it is done. */
export interface PluginTool {
  /** Within the plugin: `stamp`. */
  readonly id: string;
  readonly title: string;
  /** As tinykeys writes them: `["$mod+Shift+k"]`. */
  readonly keys?: readonly string[];
  /** An outline on a grid of 20 × 20, as the `d` of an SVG path. */
  readonly icon?: string;
  readonly cursor?: string;
  /** A press of the main button; `"done"` puts the tool away. */
  // biome-ignore lint/suspicious/noConfusingVoidType: a handler that only acts returns nothing
  press(at: At, job: OpenJob): "done" | void;
  /** What a press here would make, to be shown meanwhile. */
  preview?(at: At, job: OpenJob): readonly NewObject[];
}

/** The one state of a plugin's tool; a tool that throws is put away. */
export function stateOf(
  tool: PluginTool,
  {
    name,
    hint,
    job,
    failed,
  }: { name: string; hint: string; job: OpenJob; failed(e: unknown): void },
  drafts: readonly ShapeRecord[] = [],
): ToolState {
  const again = (next: readonly ShapeRecord[]) => stateOf(tool, { name, hint, job, failed }, next);
  return {
    name,
    cursor: tool.cursor ?? "crosshair",
    hint: { key: hint },
    drafts,
    pointerDown: ({ at, button }) => {
      if (button !== "main") return undefined;
      try {
        return tool.press(at, job) === "done" ? "done" : again([]);
      } catch (error) {
        failed(error);
        return "done";
      }
    },
    pointerMove: ({ at }) => {
      try {
        return again((tool.preview?.(at, job) ?? []).map((one, i) => draftOf(one, job, i)));
      } catch (error) {
        failed(error);
        return "done";
      }
    },
  };
}

function draftOf(one: NewObject, job: OpenJob, i: number): ShapeRecord {
  const { type, labelId, points, rotation = 0 } = one;
  const shape = newShape({ type, labelId, points: [...points], rotation, frame: job.frame });
  return { ...shape, id: `preview-${i}` };
}
