import type { RecordDiff } from "../core/records";
import type { WireAnnotations } from "../core/wire";
import { serverKey } from "./identities";

/** Version of each object, by its name on the server. */
export type Versions = Readonly<Record<string, number>>;

const KINDS = ["tag", "shape", "track"] as const;

/**
 * At which version each object was seen here last.
 *
 * An edit says what it was made upon, so that the server can refuse one that was made upon
 * something else than what it has. News about an object with unsaved edits are not seen: the
 * edits were made without them.
 */
export class Seen {
  readonly #versions = new Map<string, number>();

  get(key: string): number | undefined {
    return this.#versions.get(key);
  }

  set(key: string, version: number): void {
    this.#versions.set(key, version);
  }

  forget(key: string): void {
    this.#versions.delete(key);
  }

  clear(): void {
    this.#versions.clear();
  }

  /** What the server sent was seen, but for the objects in `except`. */
  learn(data: Partial<WireAnnotations>, except: ReadonlySet<string> = new Set()): void {
    for (const [key, { version }] of named(data))
      if (version !== undefined && !except.has(key)) this.set(key, version);
  }

  /** What the server made of a batch was seen as of `version`. */
  wrote(data: Partial<WireAnnotations>, version: number): void {
    for (const [key] of named(data)) this.set(key, version);
  }

  override(versions: Versions): void {
    for (const [key, version] of Object.entries(versions)) this.set(key, version);
  }

  /** The versions that edits were made upon. */
  of(diffs: readonly RecordDiff[]): Versions {
    const keys = diffs.flatMap(({ before }) => (before && serverKey(before)) ?? []);
    return Object.fromEntries(
      keys.flatMap((key) => {
        const version = this.get(key);
        return version === undefined ? [] : [[key, version]];
      }),
    );
  }
}

/** The objects of the server's JSON by name. */
function named(data: Partial<WireAnnotations>): [key: string, { version?: number }][] {
  return KINDS.flatMap((kind) =>
    (data[`${kind}s`] ?? []).map((object): [string, { version?: number }] => [
      `${kind}:${object.id}`,
      object,
    ]),
  );
}
