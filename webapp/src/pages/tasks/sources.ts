/** Where the data of a new task comes from. */
export type SourceKind = "computer" | "storage" | "share" | "urls";

export interface Source {
  readonly kind: SourceKind;
  readonly storageId: number | null;
  /** Paths in the storage or share, folders with a slash at their end. */
  readonly taken: readonly string[];
  /** Web addresses, one a line. */
  readonly urls: string;
  /** Only files of such names, e.g. `*.jpg`; of a storage or share. */
  readonly pattern: string;
  /** Paths, one a line, that are left out of taken folders. */
  readonly excluded: string;
}

export const fromComputer: Source = {
  kind: "computer",
  storageId: null,
  taken: [],
  urls: "",
  pattern: "",
  excluded: "",
};

/** What the server is told to fetch by itself. */
export type Elsewhere =
  | ({ server_files: string[]; cloud_storage_id?: number } & Narrowed)
  | { remote_files: string[] };

interface Narrowed {
  filename_pattern?: string;
  server_files_exclude?: string[];
}

/** What the server shall fetch; null while nothing is chosen, and for files that are sent. */
export function elsewhere(source: Source): Elsewhere | null {
  const { kind, storageId, taken, urls } = source;
  switch (kind) {
    case "computer":
      return null;
    case "urls": {
      const remote_files = addressesIn(urls);
      return remote_files.length ? { remote_files } : null;
    }
    case "share":
      return taken.length ? { server_files: [...taken], ...narrowed(source) } : null;
    case "storage":
      return storageId && taken.length
        ? { server_files: [...taken], cloud_storage_id: storageId, ...narrowed(source) }
        : null;
  }
}

/** A name for a task of that, after the first thing in it. */
export function nameFor({ kind, taken, urls }: Source): string {
  const first = kind === "urls" ? addressesIn(urls)[0] : taken[0];
  const last = first?.split("?")[0]?.split("/").filter(Boolean).at(-1) ?? "";
  return last.replace(/\.[^.]+$/, "");
}

/** The name after a change of the source: it follows until somebody types another one. */
export function named(name: string, before: Source, after: Source): string {
  return !name || name === nameFor(before) ? nameFor(after) : name;
}

/** The source with a path taken, or no longer; what is in a taken folder comes with it. */
export function toggled(source: Source, path: string): Source {
  const others = source.taken.filter((one) => one !== path && !one.startsWith(`${path}`));
  const taken = source.taken.includes(path) ? others : [...others, path];
  return { ...source, taken };
}

/** The files, folders or addresses that are taken. */
export function pathsOf({ kind, taken, urls }: Source): readonly string[] {
  return kind === "urls" ? addressesIn(urls) : taken;
}

/** The same source with these taken. */
export function withPaths(source: Source, paths: readonly string[]): Source {
  return source.kind === "urls"
    ? { ...source, urls: paths.join("\n") }
    : { ...source, taken: paths };
}

/** The server takes a pattern or a list of what to leave out, not both; the pattern goes first. */
function narrowed({ pattern, excluded }: Source): Narrowed {
  const paths = excluded
    .split("\n")
    .map((path) => path.trim())
    .filter(Boolean);
  if (pattern.trim()) return { filename_pattern: pattern.trim() };
  return paths.length ? { server_files_exclude: paths } : {};
}

function addressesIn(urls: string): string[] {
  return [...new Set(urls.split(/\s+/).filter(Boolean))];
}
