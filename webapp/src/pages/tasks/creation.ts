import { create } from "zustand";
import { request, requestJson } from "../../api/client";
import { ApiError, asApiError, badAnswer, cancelled } from "../../api/errors";
import { inOrganization } from "../../api/organization";
import { cancelRequest, follow, shareDone } from "../../api/requests";
import type { LabelWrite, Task } from "../../api/types";
import { inParallel, send, type Upload } from "../../api/uploads";
import type { PickedFile } from "./picked-files";
import type { Elsewhere } from "./sources";

/** What the person asked for. */
export interface Wanted {
  name: string;
  projectId: number | null;
  labels: LabelWrite[];
  files: PickedFile[];
  /** What the server fetches by itself; then no files are sent. */
  elsewhere: Elsewhere | null;
  /** What else the task is to be. */
  more: {
    segment_size?: number;
    overlap?: number;
    subset?: string;
    bug_tracker?: string;
    assignee_id?: number;
    consensus_replicas?: number;
  };
  data: {
    image_quality: number;
    chunk_size?: number;
    sorting_method: "natural" | "lexicographical" | "predefined" | "random";
    start_frame?: number;
    stop_frame?: number;
    frame_filter?: string;
    validation_params?: object;
  };
}

export type Stage = "creating" | "sending" | "reading" | "done" | "failed";

/** A file on its way, and the bytes of it that the server holds. */
export interface FileProgress extends Upload {
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
    const files = wanted.files.map(asUpload);
    const creation: Creation = {
      wanted,
      files,
      stage: "creating",
      taskId: null,
      read: 0,
      message: "",
      error: null,
    };
    set({ creation, waiting: others });
    void carry();
  },

  retry: () => {
    const { creation } = get();
    if (!creation || !run) return;
    run.stop = new AbortController();
    const redo = creation.error?.code === "failed" ? startOver(creation) : Promise.resolve();
    void redo.then(carry, fail);
  },

  cancel: async () => {
    const { creation } = get();
    run?.stop.abort();
    if (run?.requestId) await cancelRequest(run.requestId).catch(ignoreRefusal);
    if (creation?.taskId) await removeTask(creation.taskId);
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
  return task.id as number;
}

async function sendAll(url: string, signal: AbortSignal) {
  const waiting = current().files.filter(({ file, sent }) => sent < file.size);
  await inParallel(waiting, lanes, async (upload) => {
    await send(url, upload, {
      signal,
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

function asUpload({ file, name }: PickedFile): FileProgress {
  return { file, name, location: null, sent: 0 };
}
