import { withEnding } from "./file-name";

interface Named {
  id?: number | undefined;
  name: string;
}

/**
 * What each of many files is called: `{{id}}`, `{{name}}` and `{{index}}` stand for what it is
 * written of, and its place among them from 1. An empty template lets the server choose.
 */
export function namesFrom(template: string, items: readonly Named[], ending: string): string[] {
  return items.map(({ id, name }, place) => {
    const parts: Record<string, string> = {
      id: `${id}`,
      name: plain(name),
      index: `${place + 1}`,
    };
    const filled = template.replace(
      /\{\{\s*(id|name|index)\s*\}\}/g,
      (_, part) => parts[part] ?? "",
    );
    return withEnding(filled, ending);
  });
}

/** The first name that two files would have, of which one would replace the other. */
export function repeatedIn(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => name !== "" && (seen.has(name) || !seen.add(name)));
}

/** Without what leads into other folders. */
function plain(name: string): string {
  return name.replace(/[\\/]/g, "_");
}
