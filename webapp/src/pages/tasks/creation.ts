import { create } from "zustand";
import { request, requestJson } from "../../api/client";
import { ApiError, asApiError, badAnswer, cancelled } from "../../api/errors";
import { inOrganization } from "../../api/organization";
import { cancelRequest, follow, shareDone } from "../../api/requests";
import type { Task } from "../../api/types";
import { inParallel, type Known, send, type Upload } from "../../api/uploads";
import { fingerprintOf } from "./kept/fingerprint";
import { forgetOrder, keepOrder, noteFile, noteTask } from "./kept/orders";
import type { PickedFile } from "./picked-files";
import type { Wanted } from "./wanted";

export type Stage = "creating" | "sending" | "reading" | "done" | "failed";

/** A file on its way, and the bytes of it that the server holds; what it has need not be here. */
export interface FileProgress extends Known {
  readonly file: File | { readonly size: number };
  sent: number;
}

/** A task being made; lives outside of any page, so that leaving a page loses nothing. */
export interface Creation {
  wanted: Wanted;
  stage: Stage;
  taskId: number | null;
  files: FileProgress[];
  /** Share of the server's reading done, 0 to 1; what it says meanwhile. */
  read: number;
  message: string;
  error: ApiError | null;
}

interface CreationState {
  creation: Creation | null;
  /** What is made after it, one by one. */
  waiting: readonly Wanted[];
  /** Begin with the first; an earlier creation that is over is forgotten. */
  start: (wanted: Wanted, ...others: Wanted[]) => void;
  /** Go on with one that an earlier page had begun. */
  resume: (wanted: Wanted, taskId: number | null, files: FileProgress[]) => void;
  /** Go on where it failed: nothing that arrived is sent again. */
  retry: () => void;
  /** Stop, and remove the half-made task. The files and the form stay with the caller. */
  cancel: () => Promise<void>;
  forget: () => void;
}

const lanes = 3;

/** What is known about the run beside what is shown. */
interface Run {
  stop: AbortController;
  opened: boolean;
  requestId: string | null;
}

let run: Run | null = null;

export const useCreation = create<CreationState>()((set, get) => ({
  creation: null,
  waiting: [],

  start: (wanted, ...others) => {
    run = newRun();
    set({ creation: begun(wanted, null, wanted.files.map(asUpload)), waiting: others });
    void keepAll().then(carry);
  },

  resume: (wanted, taskId, files) => {
    run = newRun();
    set({ creation: begun(wanted, taskId, files), waiting: [] });
    void carry();
  },

  retry: () => {
    const { creation, cancel } = get();
    if (!creation || !run) return;
    const refused = creation.error?.code === "failed";
    // What an earlier page sent is not here to be sent once more.
    if (refused && creation.files.length > creation.wanted.files.length) return void cancel();
    run.stop = new AbortController();
    const redo = refused ? startOver(creation) : Promise.resolve();
    void redo.then(carry, fail);
  },

  cancel: async () => {
    const { creation, waiting } = get();
    run?.stop.abort();
    if (run?.requestId) await cancelRequest(run.requestId).catch(ignoreRefusal);
    if (creation?.taskId) await removeTask(creation.taskId);
    for (const { kept } of [...waiting, ...(creation ? [creation.wanted] : [])]) {
      await forgetOrder(kept);
    }
    set({ creation: null, waiting: [] });
    run = null;
  },

  forget: () => {
    run = null;
    set({ creation: null, waiting: [] });
  },
}));

// Whatever page is shown: closing the window now would lose what is being sent.
useCreation.subscribe(({ creation }) => {
  const underWay = creation?.stage === "creating" || creation?.stage === "sending";
  if (underWay) addEventListener("beforeunload", askBeforeLeaving);
  else removeEventListener("beforeunload", askBeforeLeaving);
});

function askBeforeLeaving(event: BeforeUnloadEvent) {
  event.preventDefault();
}

/** Share of all bytes sent, 0 to 1. */
export function shareSent({ files }: Creation): number {
  const total = files.reduce((sum, { file }) => sum + file.size, 0);
  return total ? files.reduce((sum, { sent }) => sum + sent, 0) / total : 0;
}

/** Remember in this browser what is to be made, so that a page that dies loses none of it. */
async function keepAll() {
  const own = run;
  const { creation, waiting } = useCreation.getState();
  if (!creation) return;
  const kept = async (wanted: Wanted) => ({ ...wanted, kept: await keepOrder(wanted) });
  const [first, ...others] = await Promise.all([creation.wanted, ...waiting].map(kept));
  if (own !== run || !first) return;
  show({ wanted: first });
  useCreation.setState({ waiting: others });
}

function begun(wanted: Wanted, taskId: number | null, files: FileProgress[]): Creation {
  return { wanted, files, taskId, stage: "creating", read: 0, message: "", error: null };
}

async function carry() {
  const own = run;
  if (!own) return;
  try {
    show({ stage: "creating", error: null });
    const url = `/api/tasks/${await taskId()}/data/`;
    const { elsewhere } = current().wanted;
    if (elsewhere) own.requestId ??= await handOver(url, elsewhere);
    else if (!own.opened)
      await request(url, { method: "POST", headers: { "Upload-Start": "true" } });
    own.opened = true;
    if (!own.requestId) {
      show({ stage: "sending" });
      await sendAll(url, own.stop.signal);
      own.requestId = await finishUpload(url);
    }
    await forgetOrder(current().wanted.kept);
    show({ stage: "reading" });
    await follow(own.requestId, {
      signal: own.stop.signal,
      onProgress: (told) => show({ read: shareDone(told), message: told.message ?? "" }),
    });
    const { start, waiting } = useCreation.getState();
    const [next, ...others] = waiting;
    if (next && own === run) return start(next, ...others);
    show({ stage: "done" });
  } catch (error) {
    if (own === run && !own.stop.signal.aborted) fail(error);
  }
}

function fail(error: unknown) {
  show({ stage: "failed", error: asApiError(error) });
}

async function taskId(): Promise<number> {
  const { taskId: known, wanted } = current();
  if (known) return known;
  const { name, projectId, labels, more } = wanted;
  const task = await requestJson<Task>(
    projectId ? "/api/tasks" : inOrganization("/api/tasks"),
    "POST",
    {
      name,
      ...(projectId ? { project_id: projectId } : { labels }),
      ...more,
    },
  );
  show({ taskId: task.id as number });
  await noteTask(current().wanted.kept, task.id as number);
  return task.id as number;
}

async function sendAll(url: string, signal: AbortSignal) {
  const { kept } = current().wanted;
  const waiting = current().files.filter((one) => one.sent < one.file.size && isHere(one));
  await inParallel(waiting as (FileProgress & Upload)[], lanes, async (upload) => {
    await send(url, upload, {
      signal,
      onPlaced: async (location) => {
        if (!kept) return;
        const fingerprint = await fingerprintOf(upload.file);
        await noteFile(kept, upload.name, { location, fingerprint });
      },
      onProgress: (sent) => {
        upload.sent = sent;
        show({ files: [...current().files] });
      },
    });
  });
}

function finishUpload(url: string): Promise<string> {
  return handOver(url, {}, { "Upload-Finish": "true" });
}

/** Let the server read the data; the id of that work. */
async function handOver(url: string, more: object, headers: HeadersInit = {}): Promise<string> {
  const { wanted } = current();
  const response = await request(url, {
    method: "POST",
    headers: { ...headers, "Content-Type": "application/json" },
    body: JSON.stringify({ use_cache: true, ...wanted.data, ...more }),
  });
  const { rq_id } = (await response.json()) as { rq_id?: string };
  if (!rq_id) throw badAnswer(response.status, "noRequest");
  return rq_id;
}

/** The server has refused the data itself: a task takes data once, so a new one is made. */
async function startOver({ taskId: id, wanted }: Creation) {
  if (id) await removeTask(id);
  run = newRun();
  show({ taskId: null, read: 0, message: "", files: wanted.files.map(asUpload) });
  show({ wanted: { ...wanted, kept: await keepOrder(wanted) } });
}

async function removeTask(id: number) {
  await requestJson(`/api/tasks/${id}`, "DELETE").catch((error: unknown) => {
    if (!(error instanceof ApiError && error.status === 404)) throw error;
  });
}

function ignoreRefusal(error: unknown) {
  if (!(error instanceof ApiError)) throw error;
}

function current(): Creation {
  const { creation } = useCreation.getState();
  if (!creation) throw cancelled();
  return creation;
}

function show(change: Partial<Creation>) {
  useCreation.setState(({ creation }) => ({ creation: creation && { ...creation, ...change } }));
}

function newRun(): Run {
  return { stop: new AbortController(), opened: false, requestId: null };
}

function isHere(one: FileProgress): one is FileProgress & Upload {
  return one.file instanceof File;
}

function asUpload({ file, name }: PickedFile): FileProgress {
  return { file, name, location: null, sent: 0 };
}
