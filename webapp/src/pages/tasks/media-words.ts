import type { Task } from "../../api/types";

type Translate = (key: string, options?: Record<string, unknown>) => string;

/** What a task is made of, e.g. "120 images" or "Video, 1 800 frames". */
export function mediaWords({ size, mode }: Pick<Task, "size" | "mode">, t: Translate): string {
  if (!size) return t("tasks:noData");
  return t(mode === "interpolation" ? "tasks:videoFrames" : "tasks:images", { count: size });
}
