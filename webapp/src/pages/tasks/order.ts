import { toWire } from "../labels/model";
import { areVideos, kindOf } from "./file-kinds";
import type { PickedFile } from "./picked-files";
import { elsewhere, pathsOf, withPaths } from "./sources";
import type { TaskDraft } from "./task-draft";
import { amountToWire, choiceToWire } from "./truth/choice";
import type { Wanted } from "./wanted";

/** The draft as orders to the server: one, or one for each video. */
export function ordersFrom(draft: TaskDraft): Wanted[] {
  if (!draft.taskForEach || !canBeOneEach(draft)) return [wantedFrom(draft)];
  const { source } = draft;
  if (source.kind !== "computer") {
    return pathsOf(source).map((path, index) =>
      wantedFrom({
        ...draft,
        name: nameOfOne(draft.name, path, index),
        source: withPaths(source, [path]),
      }),
    );
  }
  return filled(draft.files).map((file, index) =>
    wantedFrom({ ...draft, name: nameOfOne(draft.name, file.name, index), files: [file] }),
  );
}

/** Whether what was chosen are several videos, each of which can be a task. */
export function canBeOneEach({ source, files }: TaskDraft): boolean {
  return areVideos(source.kind === "computer" ? filled(files) : asNamed(pathsOf(source)));
}

/** `{{file_name}}` and `{{index}}` in the name are replaced; without them the file's name follows. */
function nameOfOne(name: string, path: string, index: number): string {
  const last = path.split(/[?#]/)[0]?.split("/").at(-1) ?? path;
  const file = last.replace(/\.[^.]+$/, "");
  const made = name.replaceAll("{{file_name}}", file).replaceAll("{{index}}", `${index}`);
  return made === name ? `${name.trim()}, ${file}` : made;
}

/** The draft as one order to the server. */
export function wantedFrom(draft: TaskDraft): Wanted {
  const files = draft.source.kind === "computer" ? filled(draft.files) : [];
  return {
    name: draft.name.trim(),
    projectId: draft.projectId,
    labels: toWire(draft.labels),
    files,
    elsewhere: elsewhere(draft.source),
    more: {
      ...(draft.segmentSize && { segment_size: draft.segmentSize }),
      ...(draft.overlap !== null && { overlap: draft.overlap }),
      ...(draft.subset.trim() && { subset: draft.subset.trim() }),
      ...(draft.assignee && { assignee_id: draft.assignee.id }),
      ...(draft.replicas && { consensus_replicas: draft.replicas }),
      ...(draft.bugTracker.trim() && { bug_tracker: draft.bugTracker.trim() }),
      ...(draft.sourceStorage && { source_storage: inStorage(draft.sourceStorage) }),
      ...(draft.targetStorage && { target_storage: inStorage(draft.targetStorage) }),
    },
    data: dataOf(draft, files),
  };
}

function dataOf(draft: TaskDraft, files: readonly PickedFile[]): Wanted["data"] {
  const jobs = jobsIn(draft.jobFiles);
  return {
    image_quality: draft.quality,
    ...(draft.chunkSize !== null && { chunk_size: draft.chunkSize }),
    sorting_method: sortingOf(draft),
    ...(draft.sorting === "predefined" &&
      arePictures(files) && {
        upload_file_order: files.map(({ name }) => name),
      }),
    ...(draft.zipChunks && { use_zip_chunks: true }),
    ...(draft.copyData && draft.source.kind === "share" && { copy_data: true }),
    ...(jobs.length && { job_file_mapping: jobs }),
    ...(draft.validation !== "none" && { validation_params: validationOf(draft) }),
    ...(draft.startFrame !== null && { start_frame: draft.startFrame }),
    ...(draft.stopFrame !== null && { stop_frame: draft.stopFrame }),
    ...(draft.step !== null && draft.step > 1 && { frame_filter: `step=${draft.step}` }),
  };
}

/** Honeypots are mixed in by chance; files given to jobs by name are in that order already. */
export function sortingOf({ validation, jobFiles, sorting }: TaskDraft): TaskDraft["sorting"] {
  if (validation === "gt_pool") return "random";
  return jobsIn(jobFiles).length ? "lexicographical" : sorting;
}

/** The files of each job: a name in each line, an empty line before the next job. */
export function jobsIn(text: string): string[][] {
  return text
    .split(/\n\s*\n/)
    .map((job) => job.split("\n").map(trimmed).filter(Boolean))
    .filter(({ length }) => length);
}

/** Those with something in them: there is nothing to label in the others. */
export function filled(files: readonly PickedFile[]): PickedFile[] {
  return files.filter(({ file }) => file.size > 0);
}

function validationOf({ validation, truth, honeypots }: TaskDraft) {
  return {
    mode: validation,
    ...choiceToWire(truth, truth.frames),
    ...(validation === "gt_pool" && amountToWire("frames_per_job", honeypots)),
  };
}

function inStorage(id: number) {
  return { location: "cloud_storage" as const, cloud_storage_id: id };
}

function arePictures(files: readonly PickedFile[]): boolean {
  return files.length > 0 && files.every(({ name }) => kindOf(name) === "picture");
}

function asNamed(paths: readonly string[]) {
  return paths.map((name) => ({ name: name.split(/[?#]/)[0] ?? name }));
}

function trimmed(line: string): string {
  return line.trim();
}
