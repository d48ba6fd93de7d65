import { Emitter, type Unsubscribe } from "../core/emitter";
import type { Editor } from "../editor/editor";
import { type Direction, type FrameSource, isSuperseded, type Picture } from "../frames/source";
import { nearestFrame, type Pictures } from "./pictures";

export interface PlayerState {
  /** The frame that was asked for last. */
  readonly wanted: number;
  /** Its picture is still on the way; the frame before stays on screen. */
  readonly waiting: boolean;
  readonly playing: boolean;
  /** Why the wanted frame has no picture. */
  readonly problem: string | null;
}

/** Takes the editor from frame to frame. */
export class Player {
  readonly #editor: Editor;
  readonly #frames: FrameSource;
  readonly #pictures: Pictures;
  readonly #changed = new Emitter<[]>();
  #state: PlayerState;
  #direction: Direction = 0;
  /** Counts the times play began: a run that is not the latest has been ended. */
  #run = 0;
  /** Frames per second while playing. */
  speed = 25;

  /** Somebody wanted another frame in the middle of a drawing. */
  readonly refused = new Emitter<[]>();

  constructor(editor: Editor, frames: FrameSource, pictures: Pictures, start: number) {
    this.#editor = editor;
    this.#frames = frames;
    this.#pictures = pictures;
    const wanted = nearestFrame(pictures.numbers, start) ?? pictures.range.first;
    this.#state = { wanted, waiting: true, playing: false, problem: null };
    editor.setFrame(wanted, null, pictures.size(wanted));
    void this.#show(wanted);
  }

  get state(): PlayerState {
    return this.#state;
  }

  subscribe(listener: () => void): Unsubscribe {
    return this.#changed.subscribe(listener);
  }

  /** Go to the frame or the nearest one there is; refused while something is being drawn. */
  goTo(frame: number): void {
    this.#set({ playing: false });
    this.#move(nearestFrame(this.#pictures.numbers, frame));
  }

  /** Go `by` frames on, or back when negative, and stop at the job's ends. */
  step(by: number): void {
    this.#set({ playing: false });
    this.#move(this.#neighbour(by));
  }

  first(): void {
    this.goTo(this.#pictures.range.first);
  }

  last(): void {
    this.goTo(this.#pictures.range.last);
  }

  /** Ask for the picture once more. */
  retry(): void {
    void this.#show(this.#state.wanted);
  }

  /** Play from here on, or pause. At the end it begins anew. */
  toggle(): void {
    const pause = this.#state.playing;
    this.#set({ playing: false });
    if (pause || this.#isBusy()) return;
    if (this.#neighbour(1) === this.#state.wanted) this.first();
    this.#set({ playing: true });
    void this.#play();
  }

  dispose(): void {
    this.#set({ playing: false });
  }

  async #play(): Promise<void> {
    this.#run += 1;
    const run = this.#run;
    let due = performance.now();
    while (this.#state.playing && run === this.#run) {
      // A late frame is caught up with; a stop of more than a frame is not.
      const interval = 1000 / this.speed;
      due = Math.max(due, performance.now() - interval) + interval;
      const next = this.#neighbour(1);
      if (next === this.#state.wanted || this.#editor.busy) return this.#set({ playing: false });
      this.#direction = 1;
      await this.#show(next);
      if (run !== this.#run) return;
      if (this.#state.problem !== null) return this.#set({ playing: false });
      const rest = Math.max(0, due - performance.now());
      await new Promise((resolve) => setTimeout(resolve, rest));
    }
  }

  #move(frame: number | null): void {
    if (frame === null || frame === this.#state.wanted || this.#isBusy()) return;
    this.#direction = frame > this.#state.wanted ? 1 : -1;
    void this.#show(frame);
  }

  #isBusy(): boolean {
    if (this.#editor.busy) this.refused.emit();
    return this.#editor.busy;
  }

  #neighbour(by: number): number {
    const { numbers } = this.#pictures;
    const at = numbers.indexOf(this.#state.wanted);
    const to = Math.min(Math.max(at + by, 0), numbers.length - 1);
    return numbers[to] ?? this.#state.wanted;
  }

  /** Show a frame: at once if its picture is here, so that playing changes the state once a frame. */
  async #show(frame: number): Promise<void> {
    const ready = this.#frames.ready(frame);
    if (ready) this.#draw(frame, ready);
    this.#set({ wanted: frame, waiting: ready === null, problem: null });
    const asked = ready ?? this.#frames.frame(frame);
    this.#frames.prefetch(frame, this.#direction);
    try {
      const picture = await asked;
      if (ready) return;
      this.#draw(frame, picture);
      this.#set({ waiting: false });
    } catch (error) {
      if (isSuperseded(error)) return;
      this.#editor.setFrame(frame, null, this.#pictures.size(frame));
      this.#set({ waiting: false, problem: error instanceof Error ? error.message : `${error}` });
    }
  }

  #draw(frame: number, picture: Picture): void {
    const { width, height } = this.#pictures.size(frame);
    const size = width > 0 ? { width, height } : { width: picture.width, height: picture.height };
    this.#editor.setFrame(frame, picture, size);
  }

  #set(change: Partial<PlayerState>): void {
    this.#state = { ...this.#state, ...change };
    this.#changed.emit();
  }
}
