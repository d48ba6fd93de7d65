import { beforeEach, expect, test, vi } from "vitest";
import { newShape } from "../core/records";
import { Editor } from "../editor";
import { FrameProblem, type FrameSource, superseded } from "../frames/source";
import { editorTheme } from "./editor-setup";
import { Pictures } from "./pictures";
import { Player } from "./player";

/** Pictures that come when the test says so. */
class Frames implements FrameSource {
  readonly prefetched: [number, number][] = [];
  #asked: {
    frame: number;
    answer: (with_: unknown) => void;
    fail: (error: unknown) => void;
  } | null = null;

  frame(frame: number): Promise<ImageBitmap> {
    this.#asked?.fail(superseded(this.#asked.frame));
    return new Promise((resolve, reject) => {
      this.#asked = { frame, answer: resolve as (with_: unknown) => void, fail: reject };
    });
  }

  /** What `ready` has. */
  readonly here = new Set<number>();

  ready(frame: number): ImageBitmap | null {
    return this.here.has(frame) ? ({ width: 100, height: 50 } as ImageBitmap) : null;
  }

  get wanted(): number | undefined {
    return this.#asked?.frame;
  }

  async arrive(): Promise<void> {
    this.#asked?.answer({ width: 100, height: 50 });
    this.#asked = null;
    await settle();
  }

  async fail(message: string): Promise<void> {
    this.#asked?.fail(new FrameProblem(this.#asked.frame, message, 404));
    this.#asked = null;
    await settle();
  }

  prefetch(around: number, direction: number): void {
    this.prefetched.push([around, direction]);
  }

  buffered = () => [];
  onBuffered = () => () => {};
  dispose(): void {}
}

const settle = () => new Promise((resolve) => setTimeout(resolve));
const META = {
  frames: Array.from({ length: 20 }, (_, n) => ({ name: `${n}.jpg`, width: 100, height: 50 })),
  deleted_frames: [12, 13],
};

let frames: Frames;
let editor: Editor;
let player: Player;

beforeEach(async () => {
  frames = new Frames();
  editor = new Editor({ theme: editorTheme("dark"), labels: [{ id: 1, name: "car" }] });
  const pictures = new Pictures({ start_frame: 10, stop_frame: 29, mode: "annotation" }, META);
  player = new Player(editor, frames, pictures, 10);
  await frames.arrive();
});

test("the frame before stays on screen until the next picture is there", async () => {
  player.step(1);
  expect(player.state).toMatchObject({ wanted: 11, waiting: true });
  expect(editor.frame).toBe(10);
  await frames.arrive();
  expect(editor.frame).toBe(11);
  expect(player.state.waiting).toBe(false);
});

test("deleted frames are stepped over, and going to one lands beside it", async () => {
  player.goTo(11);
  await frames.arrive();
  player.step(1);
  expect(frames.wanted).toBe(14);
  await frames.arrive();
  player.goTo(12);
  expect(frames.wanted).toBe(11);
});

test("steps stop at the ends of the job", async () => {
  player.step(-10);
  expect(frames.wanted).toBeUndefined();
  player.step(1000);
  expect(frames.wanted).toBe(29);
});

test("what lies ahead is fetched in the direction of travel", async () => {
  player.goTo(20);
  await frames.arrive();
  player.step(-1);
  await frames.arrive();
  expect(frames.prefetched.slice(1)).toEqual([
    [20, 1],
    [19, -1],
  ]);
});

test("a frame without a picture is shown empty with the reason, and can be asked for again", async () => {
  player.step(1);
  await frames.fail("11.jpg is gone");
  expect(player.state).toMatchObject({ wanted: 11, problem: "11.jpg is gone" });
  expect([editor.frame, editor.image]).toEqual([11, null]);
  player.retry();
  await frames.arrive();
  expect(player.state.problem).toBeNull();
});

test("in the middle of a drawing another frame is refused", () => {
  const refused = vi.fn();
  player.refused.subscribe(refused);
  Object.defineProperty(editor, "busy", { value: true });
  player.step(1);
  expect(refused).toHaveBeenCalledOnce();
  expect(player.state.wanted).toBe(10);
});

test("annotations change together with the picture", async () => {
  editor.store.put([newShape({ type: "points", frame: 11, labelId: 1, points: [1, 1] })], "load");
  expect(editor.scene.items()).toHaveLength(0);
  player.step(1);
  expect(editor.scene.items()).toHaveLength(0);
  await frames.arrive();
  expect(editor.scene.items()).toHaveLength(1);
});

test("playing goes on by itself until it is paused", async () => {
  player.toggle();
  for (const expected of [11, 14, 15]) {
    await vi.waitFor(() => expect(frames.wanted).toBe(expected));
    await frames.arrive();
  }
  player.toggle();
  expect(player.state.playing).toBe(false);
});

test("pausing and playing on while a picture is on its way does not play twice", async () => {
  player.speed = 1000;
  player.toggle();
  player.toggle();
  player.toggle();
  const asked = vi.spyOn(frames, "frame");
  await frames.arrive();
  await new Promise((resolve) => setTimeout(resolve, 20));
  player.toggle();
  expect(asked).toHaveBeenCalledOnce();
});

test("a picture that is here is shown at once, without waiting", () => {
  frames.here.add(14);
  const waited: boolean[] = [];
  player.subscribe(() => waited.push(player.state.waiting));
  player.goTo(14);
  expect([editor.frame, player.state.wanted]).toEqual([14, 14]);
  expect(waited).not.toContain(true);
});
