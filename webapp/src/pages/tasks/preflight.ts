import { kindOf } from "./file-kinds";
import { jobsIn } from "./order";
import type { TaskDraft } from "./task-draft";

/** Something about a new task that the server would refuse, or that is probably not meant. */
export interface Finding {
  /** What it is about, as the catalogue words it. */
  readonly id: FindingId;
  /** Whether the task cannot be made like this. */
  readonly stops: boolean;
  /** The files it is about. */
  readonly names: readonly string[];
}

export type FindingId =
  | "empty"
  | "unreadable"
  | "sameName"
  | "videos"
  | "mixed"
  | "archives"
  | "frames"
  | "overlap"
  | "truthUnnamed"
  | "truthOfVideo"
  | "jobsCut"
  | "patternAndExcluded";

/** What is wrong with the files and numbers chosen so far, before a byte is sent. */
export function findingsIn(draft: TaskDraft): Finding[] {
  const files = draft.source.kind === "computer" ? draft.files : [];
  const of = (kind: string) => files.filter(({ name }) => kindOf(name) === kind);
  const [videos, pictures, archives] = [of("video"), of("picture"), of("archive")];
  const found = [
    finding(
      "empty",
      false,
      files.filter(({ file }) => file.size === 0),
    ),
    finding("unreadable", false, of("other")),
    finding("sameName", true, repeated(files)),
    finding("videos", true, videos.length > 1 && !draft.taskForEach ? videos : []),
    finding("mixed", true, videos.length && pictures.length ? videos : []),
    finding("archives", true, archives.length && archives.length < files.length ? archives : []),
  ].filter(({ names }) => names.length);
  const { startFrame, stopFrame, overlap, segmentSize } = draft;
  if (startFrame !== null && stopFrame !== null && stopFrame < startFrame) {
    found.push({ id: "frames", stops: true, names: [] });
  }
  if (overlap !== null && segmentSize && overlap >= segmentSize) {
    found.push({ id: "overlap", stops: true, names: [] });
  }
  return [...found, ...againstEachOther(draft, videos)];
}

/** Options that the server refuses together. */
function againstEachOther(draft: TaskDraft, videos: readonly Named[]): Finding[] {
  const { source, truth, validation, jobFiles, segmentSize, startFrame, stopFrame } = draft;
  const manual = validation !== "none" && truth.method === "manual";
  const cut = segmentSize || startFrame !== null || stopFrame !== null || (draft.step ?? 1) > 1;
  const wrong: [FindingId, boolean][] = [
    ["truthUnnamed", manual && !truth.frames.length],
    ["truthOfVideo", manual && videos.length > 0],
    ["jobsCut", jobsIn(jobFiles).length > 0 && (Boolean(cut) || validation === "gt_pool")],
    ["patternAndExcluded", Boolean(source.pattern.trim() && source.excluded.trim())],
  ];
  return wrong.flatMap(([id, is]) => (is ? [{ id, stops: true, names: [] }] : []));
}

interface Named {
  readonly name: string;
}

function finding(id: FindingId, stops: boolean, of: readonly Named[]): Finding {
  return { id, stops, names: of.map(({ name }) => name) };
}

function repeated<T extends Named>(files: readonly T[]): T[] {
  const seen = new Set<string>();
  return files.filter(({ name }) => {
    const again = seen.has(name);
    seen.add(name);
    return again;
  });
}
