import { squashDiffs } from "../core/history";
import type { AnnotationRecord, RecordDiff } from "../core/records";
import { serverKey } from "./identities";
import { isSame } from "./merge";
import { recordsFromServer } from "./restore";
import type { Seen } from "./seen";
import type { Conflict } from "./status";
import type { ServerNews } from "./transport";

/** The version from which on news tell everything about the objects of unsaved edits. */
export function oldestSeen(diffs: readonly RecordDiff[], seen: Seen, shown: number): number {
  const versions = changedHere(diffs).map(({ key }) => seen.get(key) ?? 0);
  return Math.min(shown, ...versions);
}

/** Objects with unsaved edits that the server has in another version than the edits were made upon. */
export function conflictsIn(
  diffs: readonly RecordDiff[],
  seen: Seen,
  news: ServerNews,
): readonly Conflict[] {
  const here = changedHere(diffs);
  const theirs = theirStates(
    news,
    here.map(({ before }) => before),
  );
  return here.flatMap(({ key, id, after: mine }) => {
    const their = theirs.get(key);
    if (!their || their.version === seen.get(key)) return [];
    const { record, version } = their;
    return [{ id, key, mine, theirs: record, version: version ?? news.version }];
  });
}

/** Whether both sides came to the same, so that nobody has to choose. */
export function agrees({ mine, theirs }: Conflict): boolean {
  return isSame(mine, theirs);
}

function changedHere(diffs: readonly RecordDiff[]) {
  return squashDiffs(diffs).flatMap(({ id, before, after }) => {
    const key = before && serverKey(before);
    return before && key ? [{ id, key, before, after }] : [];
  });
}

interface Their {
  readonly record: AnnotationRecord | null;
  readonly version?: number | undefined;
}

function theirStates(news: ServerNews, known: readonly AnnotationRecord[]): Map<string, Their> {
  const { tags, shapes, tracks } = news.changed;
  const versions = [...tags, ...shapes, ...tracks].map(({ version }) => version);
  const records = recordsFromServer(news.changed, known);
  const states = new Map<string, Their>(
    records.map((record, i) => [serverKey(record) ?? "", { record, version: versions[i] }]),
  );
  for (const kind of ["tag", "shape", "track"] as const)
    for (const id of news.deleted[`${kind}s`]) states.set(`${kind}:${id}`, { record: null });
  return states;
}
