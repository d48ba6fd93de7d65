import type { Job } from "../api/types";
import { Emitter, type Unsubscribe } from "../core/emitter";
import { Editor } from "../editor/editor";
import { openFrames } from "../frames/open";
import type { FrameSource } from "../frames/source";
import { JournalDatabase } from "../journal/database";
import { Journal } from "../journal/journal";
import { followPage } from "../journal/page-events";
import { browserTabs } from "../journal/tabs";
import { httpTransport } from "../journal/transport";
import { Others } from "../live/others";
import type { Mode } from "../ui/tokens";
import { ContextImages } from "./context/context-images";
import { editorTheme, labelInfo } from "./editor-setup";
import { followInAddress, frameInAddress } from "./frame-url";
import { type JobData, loadJobData } from "./job-data";
import { useLayout } from "./layout-state";
import { useWorkMode } from "./modes/mode";
import { followSearch } from "./objects/searching";
import { Player } from "./player";
import { Pulse } from "./pulse";
import { followRemoved, Removing, removedFramesOf } from "./removing";
import { GroundTruth } from "./review/ground-truth";
import { Issues } from "./review/issues";
import { useReview } from "./review/review-state";
import { followPreferences } from "./settings/preferences";
import { browserShelf } from "./shelf";
import { offerTestHandle } from "./test-handle";

/** One job, open for annotation. */
export interface Session extends Omit<JobData, "job"> {
  readonly job: JobState;
  readonly editor: Editor;
  readonly journal: Journal;
  readonly frames: FrameSource;
  readonly player: Player;
  /** Beats when what can be done now may have changed. */
  readonly pulse: Pulse;
  readonly issues: Issues;
  readonly groundTruth: GroundTruth;
  readonly removing: Removing;
  readonly contextImages: ContextImages;
  /** What others do to the job meanwhile. */
  readonly others: Others;
  /** Let go of everything, after a last attempt to save. */
  close(): Promise<void>;
}

/** The job as the server told it last. */
export class JobState {
  readonly #changed = new Emitter<[]>();
  #job: Job;

  constructor(job: Job) {
    this.#job = job;
  }

  get current(): Job {
    return this.#job;
  }

  set(job: Job): void {
    this.#job = job;
    this.#changed.emit();
  }

  subscribe(listener: () => void): Unsubscribe {
    return this.#changed.subscribe(listener);
  }
}

/** The session before, while it is still letting go. */
let closing: Promise<void> = Promise.resolve();

/**
 * Load a job and everything around it.
 *
 * Rejects with an `ApiError` or a `TransportProblem` when a part cannot be
 * had; nothing is left open then.
 */
export async function openSession(taskId: number, jobId: number, mode: Mode): Promise<Session> {
  // Edits the session before could not save are taken over, once it has let go of them.
  const [data] = await Promise.all([loadJobData(taskId, jobId), closing]);
  const { job, labels, pictures, chunkSize } = data;
  const editor = new Editor({ theme: editorTheme(mode) });
  editor.setLabels(labels.map(labelInfo));
  editor.setDrawing({ labelId: labels.find(({ type }) => type !== "tag")?.id ?? null });
  editor.clipboard.shelf = browserShelf;
  editor.firstFrame = pictures.range.first;
  editor.lastFrame = pictures.range.last;
  const journal = await Journal.open({
    job: jobId,
    store: editor.store,
    transport: httpTransport,
    database: await JournalDatabase.open().catch(() => null),
    tabs: browserTabs(),
  });
  const frames = await openFrames({
    job: jobId,
    firstFrame: pictures.range.first,
    lastFrame: pictures.range.last,
    chunkSize,
    isVideo: pictures.isVideo,
  }).catch(async (error) => {
    await journal.close();
    throw error;
  });
  const player = new Player(editor, frames, pictures, frameInAddress() ?? pictures.range.first);
  const removing = new Removing(removedFramesOf(jobId), pictures, player);
  const { tools, selection, history, flags, settingsChanged } = editor;
  const issues = new Issues(jobId);
  const groundTruth = new GroundTruth(taskId, job);
  void groundTruth.find().catch((error) => console.warn("No ground truth can be shown", error));
  const contextImages = new ContextImages(jobId);
  // A job can be worked on without them; they are asked for again when one is opened.
  void issues.load().catch((error) => console.warn("Issues cannot be shown", error));
  const pulse = new Pulse([
    tools,
    selection,
    history,
    flags,
    settingsChanged,
    player,
    issues,
    groundTruth,
    removing,
    useReview,
    useWorkMode,
    useLayout,
  ]);
  const others = new Others(jobId, journal);
  const endings = [
    () => pulse.stop(),
    () => others.close(),
    () => contextImages.dispose(),
    editor.frameWanted.subscribe((frame) => player.goTo(frame)),
    followInAddress(player),
    followPage(journal),
    followPreferences(editor, player, pictures),
    followSearch(editor),
    followRemoved(editor, pictures),
    offerTestHandle({ editor, journal, frames }),
  ];
  return {
    ...data,
    job: new JobState(job),
    editor,
    journal,
    frames,
    player,
    pulse,
    others,
    issues,
    groundTruth,
    removing,
    contextImages,
    close: () => {
      player.dispose();
      for (const end of endings) end();
      frames.dispose();
      closing = journal.close();
      return closing;
    },
  };
}
