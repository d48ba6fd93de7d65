import { describe, expect, it } from "vitest";
import { areVideos } from "./file-kinds";
import { ordersFrom } from "./order";
import { findingsIn } from "./preflight";
import { fromComputer } from "./sources";
import { emptyDraft, type TaskDraft } from "./task-draft";
import { truthByDefault } from "./truth/choice";

const draft = (names: string[], more: Partial<TaskDraft> = {}): TaskDraft => ({
  ...emptyDraft,
  name: "Quay",
  files: names.map((name) => ({ name, file: new File(["x"], name) })),
  ...more,
});
const named = { ...truthByDefault, method: "manual", frames: ["a.jpg"] } as const;
const ids = (one: TaskDraft) => findingsIn(one).map(({ id }) => id);

describe("before a task is made", () => {
  it("has nothing to say of pictures, of one video or of one archive", () => {
    expect(ids(draft(["a.jpg", "b/b.PNG"]))).toEqual([]);
    expect(ids(draft(["a.mp4"]))).toEqual([]);
    expect(ids(draft(["a.zip"]))).toEqual([]);
  });

  it.each<[string, string[], Partial<TaskDraft>]>([
    ["videos", ["a.mp4", "b.mov"], {}],
    ["mixed", ["a.mp4", "b.jpg"], {}],
    ["archives", ["a.zip", "b.jpg"], {}],
    ["unreadable", ["a.jpg", "notes.docx"], {}],
    ["sameName", ["a.jpg", "a.jpg"], {}],
    ["frames", ["a.mp4"], { startFrame: 9, stopFrame: 3 }],
    ["overlap", ["a.mp4"], { segmentSize: 10, overlap: 10 }],
    [
      "truthUnnamed",
      ["a.jpg"],
      { validation: "gt", truth: { ...truthByDefault, method: "manual" } },
    ],
    ["truthOfVideo", ["a.mp4"], { validation: "gt", truth: named }],
    ["jobsCut", ["a.jpg"], { jobFiles: "a.jpg", segmentSize: 1 }],
    ["jobsCut", ["a.jpg"], { jobFiles: "a.jpg", validation: "gt_pool" }],
  ])("points at %s", (id, names, more) => {
    expect(ids(draft(names, more))).toEqual([id]);
  });

  it("names the files that are empty, which are left out", () => {
    const one = draft(["a.jpg"]);
    const files = [...one.files, { name: "b.jpg", file: new File([], "b.jpg") }];
    expect(findingsIn({ ...one, files })).toEqual([
      { id: "empty", stops: false, names: ["b.jpg"] },
    ]);
    const [order] = ordersFrom({ ...one, files });
    expect(order?.files.map(({ name }) => name)).toEqual(["a.jpg"]);
  });
});

describe("several videos", () => {
  const videos = draft(["morning.mp4", "days/noon.mov"], { taskForEach: true });

  it("become a task each, named after the video", () => {
    expect(areVideos(videos.files)).toBe(true);
    expect(ids(videos)).toEqual([]);
    const orders = ordersFrom(videos);
    expect(orders.map(({ name }) => name)).toEqual(["Quay, morning", "Quay, noon"]);
    expect(orders.map(({ files }) => files.length)).toEqual([1, 1]);
  });

  it("are called by a pattern, with the name of the video and its number", () => {
    const orders = ordersFrom({ ...videos, name: "{{index}} of quay: {{file_name}}" });
    expect(orders.map(({ name }) => name)).toEqual(["0 of quay: morning", "1 of quay: noon"]);
  });

  it("become a task each where the server fetches them, too", () => {
    const urls = "https://a.org/dawn.mp4?key=1\nhttps://a.org/dusk.mp4";
    const orders = ordersFrom({ ...videos, source: { ...fromComputer, kind: "urls", urls } });
    expect(orders.map(({ name, elsewhere }) => ({ name, elsewhere }))).toEqual([
      { name: "Quay, dawn", elsewhere: { remote_files: ["https://a.org/dawn.mp4?key=1"] } },
      { name: "Quay, dusk", elsewhere: { remote_files: ["https://a.org/dusk.mp4"] } },
    ]);
  });

  it("stay one order where that is not asked for, or not possible", () => {
    expect(ordersFrom({ ...videos, taskForEach: false })).toHaveLength(1);
    expect(ordersFrom({ ...videos, files: draft(["a.mp4", "b.jpg"]).files })).toHaveLength(1);
  });
});

describe("ground truth", () => {
  it("is drawn in the pictures that were named", () => {
    const [order] = ordersFrom(draft(["a.jpg", "b.jpg"], { validation: "gt", truth: named }));
    expect(order?.data.validation_params).toEqual({
      mode: "gt",
      frame_selection_method: "manual",
      frames: ["a.jpg"],
    });
  });

  it("is a share of the frames", () => {
    const [order] = ordersFrom(draft(["a.zip"], { validation: "gt" }));
    expect(order?.data.validation_params).toEqual({
      mode: "gt",
      frame_selection_method: "random_uniform",
      frame_share: 0.05,
    });
  });

  it("is mixed into every job as honeypots, in random order", () => {
    const wanted = draft(["a.zip"], {
      validation: "gt_pool",
      truth: { ...truthByDefault, amount: { value: 20, unit: "percent" } },
      honeypots: { value: 10, unit: "percent" },
    });
    const [order] = ordersFrom(wanted);
    expect(order?.data).toMatchObject({
      sorting_method: "random",
      validation_params: { mode: "gt_pool", frame_share: 0.2, frames_per_job_share: 0.1 },
    });
  });
});
