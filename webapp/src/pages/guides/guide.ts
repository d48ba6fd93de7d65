import { queryOptions } from "@tanstack/react-query";
import { request, requestJson } from "../../api/client";
import type { Guide } from "../../api/types";

/** Whose guide. */
export interface GuideOf {
  kind: "tasks" | "projects";
  id: number;
}

/** The guide of that id; null while there is none. */
export function guideQuery(id: number | null) {
  return queryOptions({
    queryKey: ["guides", id],
    queryFn: () => (id === null ? null : requestJson<Guide>(`/api/guides/${id}`)),
  });
}

export function createGuide({ kind, id }: GuideOf): Promise<Guide> {
  const whose = kind === "tasks" ? { task_id: id } : { project_id: id };
  return requestJson<Guide>("/api/guides", "POST", whose);
}

export function changeGuide(
  id: number,
  change: { markdown?: string; is_public?: boolean },
): Promise<Guide> {
  return requestJson<Guide>(`/api/guides/${id}`, "PATCH", change);
}

/** Keeps a picture or PDF with the guide; the Markdown that shows it. */
export async function addAsset(guide: number, file: File): Promise<string> {
  const form = new FormData();
  form.set("guide_id", `${guide}`);
  form.set("file", file);
  const response = await request("/api/assets", { method: "POST", body: form });
  const { uuid } = (await response.json()) as { uuid: string };
  const name = file.name.replace(/[[\]\\]/g, " ");
  const link = `[${name}](/api/assets/${uuid})`;
  return file.type === "application/pdf" ? link : `!${link}`;
}

/** The text with a paragraph of its own at that place; other markup around it stays apart. */
export function withParagraph(text: string, at: number, paragraph: string): string {
  const [before, after] = [text.slice(0, at).trimEnd(), text.slice(at).trimStart()];
  return [before, paragraph, after].filter(Boolean).join("\n\n");
}
