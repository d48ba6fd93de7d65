import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { newShape } from "../../core/records";
import { TestEditor } from "../test-editor";
import { Rest } from "./rest";
import { StaticLayer } from "./static-layer";
import { BitmapSurface, Surface } from "./surface";

const SCREEN = { width: 432, height: 332 };

/** A canvas that only counts what is asked of it. */
class CountingCanvas {
  width: number;
  height: number;
  readonly calls: Record<string, number> = {};
  readonly style: Record<string, string> = {};
  readonly lineWidths = new Set<number>();

  constructor(width: number, height: number) {
    [this.width, this.height] = [width, height];
    all.push(this);
  }

  transferToImageBitmap(): void {}

  getContext(): object {
    const count = (name: string) => () => {
      this.calls[name] = (this.calls[name] ?? 0) + 1;
    };
    const set = (_: object, name: string | symbol, value: unknown) => {
      if (name === "lineWidth") this.lineWidths.add(Number(value));
      return true;
    };
    return new Proxy({}, { get: (_, name) => count(String(name)), set });
  }
}

let all: CountingCanvas[];
let editor: TestEditor;
let layer: StaticLayer;
let now: number;
let rest: Rest;

const calls = (name: string) => all.reduce((sum, canvas) => sum + (canvas.calls[name] ?? 0), 0);

/** Calls of `name` on any canvas while `act` runs. */
function during(name: string, act: () => void): number {
  const before = calls(name);
  act();
  return calls(name) - before;
}

function frames(count: number): boolean {
  let more = true;
  for (let i = 0; i < count; i++) {
    now += 16;
    more = layer.render(rest.reached(editor.viewport.view, now));
  }
  return more;
}

/** A layer on surfaces of some kind. */
function layOut(surfaceOn: (canvas: HTMLCanvasElement) => Surface): void {
  const surface = () => surfaceOn(new CountingCanvas(1, 1) as unknown as HTMLCanvasElement);
  layer = new StaticLayer([surface(), surface()], editor);
  editor.scene.subscribe((damage) => layer.invalidate(damage));
  layer.resize(SCREEN, 1);
}

beforeEach(() => {
  all = [];
  now = 0;
  rest = new Rest();
  vi.stubGlobal("OffscreenCanvas", CountingCanvas);
  editor = new TestEditor();
  const polygons = Array.from({ length: 500 }, (_, i) =>
    newShape({ type: "polygon", frame: 0, labelId: 1, points: [i % 300, 0, 90 + i, 5, 50, 250] }),
  );
  editor.store.load(polygons);
  layOut((canvas) => new Surface(canvas));
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test("all shapes are drawn once and then it rests", () => {
  expect(during("stroke", () => frames(40))).toBe(500);
  expect(frames(1)).toBe(false);
  expect(during("stroke", () => frames(5))).toBe(0);
});

/** Where what was drawn is seen. */
const seenAt = () => all.find(({ style }) => style.visibility !== "hidden")?.style.transform;

test("panning only lays what was drawn elsewhere", () => {
  frames(40);
  const before = seenAt();
  editor.viewport.pan({ x: 3, y: 1 });
  frames(1);
  expect(seenAt()).not.toBe(before);
  for (const act of ["stroke", "drawImage", "clearRect"]) {
    const done = during(act, () => {
      for (let i = 0; i < 20; i++) {
        editor.viewport.pan({ x: 3, y: 1 });
        frames(1);
      }
    });
    expect([act, done]).toEqual([act, 0]);
    frames(40);
  }
});

test("one of two canvases is seen, whichever was drawn last", () => {
  const shown = () => all.filter(({ style }) => style.visibility === "visible").length;
  frames(40);
  editor.viewport.zoomBy(1.3);
  frames(60);
  expect(all.filter(({ style }) => style.visibility === "hidden")).toHaveLength(1);
  expect(shown()).toBeLessThanOrEqual(1);
});

test("when the view rests the shapes are drawn sharp for it, once", () => {
  frames(40);
  editor.viewport.zoomBy(1.3);
  expect(during("stroke", () => frames(3))).toBe(0);
  expect(during("stroke", () => frames(60))).toBeGreaterThan(0);
  expect(frames(1)).toBe(false);
});

test("a far zoom does not wait for rest", () => {
  frames(40);
  editor.viewport.zoomBy(4);
  expect(during("stroke", () => frames(2))).toBeGreaterThan(0);
});

test("a changed shape has only its own place drawn anew", () => {
  frames(40);
  const lonely = editor.rectangle([380, 280, 395, 295]);
  expect(during("stroke", () => frames(1))).toBeLessThan(20);
  layer.exclude(new Set([lonely.id]));
  expect(during("clearRect", () => frames(1))).toBeGreaterThan(0);
});

test("a shape being changed is left out", () => {
  layer.exclude(
    new Set(
      editor.scene
        .items()
        .slice(0, 100)
        .map((item) => item.id),
    ),
  );
  layer.invalidate(null);
  expect(during("stroke", () => frames(40))).toBe(400);
});

test("what is drawn takes no more canvas than there is to draw", () => {
  editor.store.load(editor.store.all().slice(0, 20));
  frames(40);
  const { width } = all.find(({ style }) => style.visibility !== "hidden") as CountingCanvas;
  expect(width).toBeLessThan(SCREEN.width);
  editor.rectangle([-60, 100, 20, 200]);
  frames(40);
  const grown = all.find(({ style }) => style.visibility !== "hidden") as CountingCanvas;
  expect(grown.width).toBeGreaterThanOrEqual(width + 50);
});

test("new colours draw everything anew", () => {
  frames(40);
  layer.restyle();
  expect(during("stroke", () => frames(40))).toBe(500);
});

test("outlines are thin where there are very many", () => {
  const widths = () => all.flatMap((canvas) => [...canvas.lineWidths]);
  frames(40);
  expect(widths()).toEqual([1]);
  editor.store.load(editor.store.all().slice(0, 20));
  frames(40);
  expect(widths()).toEqual([1, 1.5]);
});

describe("where the page takes bitmaps", () => {
  beforeEach(() => {
    // Time that stands still: all of it is drawn before it has taken long.
    vi.spyOn(performance, "now").mockReturnValue(0);
    layOut((canvas) => new BitmapSurface(canvas));
  });

  test("what is drawn in slices is handed over once", () => {
    expect(during("transferFromImageBitmap", () => frames(40))).toBe(1);
  });

  test("nothing is drawn and nothing handed over while the view moves", () => {
    frames(40);
    const done = during("transferFromImageBitmap", () => {
      for (let i = 0; i < 20; i++) {
        editor.viewport.zoomBy(i % 2 === 0 ? 1.1 : 1 / 1.1);
        frames(1);
      }
    });
    expect(done).toBe(0);
  });

  test("a changed shape is drawn over what is there", () => {
    frames(40);
    const [first] = editor.scene.items();
    layer.exclude(new Set([first?.id ?? ""]));
    expect(during("transferFromImageBitmap", () => frames(1))).toBe(1);
    expect(during("drawImage", () => layer.exclude(new Set()))).toBe(0);
    expect(during("drawImage", () => frames(1))).toBe(1);
  });

  test("what takes long is seen as it grows", () => {
    let clock = 0;
    vi.spyOn(performance, "now").mockImplementation(() => {
      clock += 30;
      return clock;
    });
    layer.invalidate(null);
    expect(during("transferFromImageBitmap", () => frames(40))).toBeGreaterThan(1);
    expect(frames(1)).toBe(false);
  });
});
