import { requestJson } from "../../../api/client";
import { ApiError } from "../../../api/errors";
import type { Task } from "../../../api/types";
import { held, inParallel } from "../../../api/uploads";
import type { FileProgress } from "../creation";
import type { PickedFile } from "../picked-files";
import { fingerprintOf } from "./fingerprint";
import { filesOf, type KeptFile, type KeptOrder } from "./orders";

/** How far an interrupted order is. */
export interface Standing {
  /** The task is gone, has its data already, or waits for files. */
  state: "gone" | "done" | "waits";
  files: StandingFile[];
}

export interface StandingFile extends KeptFile {
  /** Bytes that the server holds. */
  sent: number;
}

const lanes = 6;

/** Ask the server what it has; nothing that this browser only believes counts. */
export async function standingOf(order: KeptOrder): Promise<Standing> {
  const task = order.taskId ? await taskOf(order.taskId) : null;
  if (order.taskId && !task) return { state: "gone", files: [] };
  if (task?.size) return { state: "done", files: [] };
  const files = (await filesOf(order.id)).map((file): StandingFile => ({ ...file, sent: 0 }));
  const begun = files.filter(({ location }) => location);
  await inParallel(begun, lanes, async (file) => {
    const upload = { name: file.name, file: { size: file.size }, location: file.location ?? null };
    file.sent = await held(upload);
    if (!upload.location) delete file.location;
  });
  return { state: "waits", files };
}

/** The files of which the server does not have everything. */
export function missingIn({ files }: Standing): StandingFile[] {
  return files.filter(({ sent, size }) => sent < size);
}

/** Those of `picked` that are the missing files again, and the names of those that are others. */
export async function matched(missing: readonly StandingFile[], picked: readonly PickedFile[]) {
  const wanted = new Map(missing.map((file) => [file.name, file]));
  const same: PickedFile[] = [];
  const others: string[] = [];
  for (const one of picked) {
    const file = wanted.get(one.name);
    if (file && (await isSame(file, one.file))) same.push(one);
    else if (file) others.push(one.name);
  }
  return { same, others };
}

/** The files as they go on being sent. */
export function goingOn({ files }: Standing, here: readonly PickedFile[]): FileProgress[] {
  const given = new Map(here.map(({ name, file }) => [name, file]));
  return files.map(({ name, size, sent, location }) => ({
    name,
    file: given.get(name) ?? { size },
    location: location ?? null,
    sent,
  }));
}

async function isSame(known: StandingFile, file: File): Promise<boolean> {
  if (file.size !== known.size) return false;
  // Of a file of which nothing was sent, any of its name and size will do.
  return !known.location || !known.fingerprint || (await fingerprintOf(file)) === known.fingerprint;
}

async function taskOf(id: number): Promise<Task | null> {
  try {
    return await requestJson<Task>(`/api/tasks/${id}`, "GET");
  } catch (error) {
    if (error instanceof ApiError && [403, 404].includes(error.status)) return null;
    throw error;
  }
}
