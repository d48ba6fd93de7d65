import { api, unwrap } from "../api/client";
import { asApiError } from "../api/errors";
import { Emitter, type Unsubscribe } from "../core/emitter";
import type { Editor } from "../editor/editor";
import type { Pictures } from "./pictures";
import type { Player } from "./player";

/** Which frames of a job are removed, as the server keeps it. */
export interface RemovedFrames {
  read(): Promise<readonly number[]>;
  /** Keep these in place of those before; gives what is kept. */
  write(frames: readonly number[]): Promise<readonly number[]>;
}

/** Takes frames out of the job, and brings them back. Their annotations stay where they are. */
export class Removing {
  readonly #server: RemovedFrames;
  readonly #pictures: Pictures;
  readonly #player: Player;
  readonly #changed = new Emitter<[]>();
  #last: number | null = null;
  #problem: string | null = null;
  #busy = false;

  constructor(server: RemovedFrames, pictures: Pictures, player: Player) {
    this.#server = server;
    this.#pictures = pictures;
    this.#player = player;
  }

  /** The frame removed last, as long as it is. */
  get last(): number | null {
    return this.#last !== null && this.#pictures.isRemoved(this.#last) ? this.#last : null;
  }

  /** Why it could not be done. */
  get problem(): string | null {
    return this.#problem;
  }

  subscribe(listener: () => void): Unsubscribe {
    const [own, theirs] = [this.#changed.subscribe(listener), this.#pictures.subscribe(listener)];
    return () => {
      own();
      theirs();
    };
  }

  /** A job keeps one frame at least. */
  canRemove(frame: number): boolean {
    return this.#pictures.numbers.some((n) => n !== frame && !this.#pictures.isRemoved(n));
  }

  async remove(frame: number): Promise<void> {
    if (!this.canRemove(frame)) return;
    if (!(await this.#write((removed) => removed.add(frame)))) return;
    this.#last = frame;
    this.#changed.emit();
    if (!this.#pictures.numbers.includes(frame)) this.#player.goTo(frame);
  }

  async restore(frame: number): Promise<void> {
    if (await this.#write((removed) => removed.delete(frame))) this.#player.goTo(frame);
  }

  /** Do not tell of it any longer. */
  dismiss(): void {
    this.#last = null;
    this.#problem = null;
    this.#changed.emit();
  }

  /** Change what the server has now, which somebody else may have changed. */
  async #write(change: (removed: Set<number>) => void): Promise<boolean> {
    if (this.#busy) return false;
    this.#busy = true;
    try {
      const removed = new Set(await this.#server.read());
      change(removed);
      this.#pictures.setRemoved(await this.#server.write([...removed].sort((a, b) => a - b)));
      this.#problem = null;
      return true;
    } catch (error) {
      this.#problem = asApiError(error).detail;
      return false;
    } finally {
      this.#busy = false;
      this.#changed.emit();
    }
  }
}

export function removedFramesOf(job: number): RemovedFrames {
  const params = { path: { id: job } };
  return {
    read: async () => {
      const meta = await unwrap(api.GET("/api/jobs/{id}/data/meta", { params }));
      return meta.deleted_frames ?? [];
    },
    write: async (frames) => {
      const body = { deleted_frames: [...frames] };
      const meta = await unwrap(api.PATCH("/api/jobs/{id}/data/meta", { params, body }));
      return meta.deleted_frames ?? frames;
    },
  };
}

/** Keep what is on a removed frame as it is while it is shown, until the returned function is called. */
export function followRemoved(editor: Editor, pictures: Pictures): () => void {
  const follow = () => editor.setFrameReadOnly(pictures.isRemoved(editor.frame));
  const stops = [editor.frameChanged.subscribe(follow), pictures.subscribe(follow)];
  follow();
  return () => {
    for (const stop of stops) stop();
  };
}
