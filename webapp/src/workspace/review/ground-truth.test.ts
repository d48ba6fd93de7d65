import { beforeEach, expect, test, vi } from "vitest";
import { GroundTruth } from "./ground-truth";

const server = vi.hoisted(() => ({ jobs: [] as { id: number }[], asked: [] as string[] }));

vi.mock("../../api/client", () => {
  const shape = { type: "rectangle", label_id: 1, points: [1, 2, 30, 40] };
  const shapes = [
    { ...shape, id: 1, frame: 0 },
    { ...shape, id: 2, frame: 3 },
  ];
  const GET = async (path: string, { params }: { params: object }) => {
    server.asked.push(`${path} ${JSON.stringify(params)}`);
    if (path.endsWith("/annotations")) return { tags: [], tracks: [], shapes };
    return { results: server.jobs };
  };
  return { api: { GET }, unwrap: (answer: unknown) => answer };
});

beforeEach(() => {
  server.asked.length = 0;
  server.jobs = [{ id: 8 }];
});

test("what is true on a frame is read when somebody wants to see it", async () => {
  const truth = new GroundTruth(5, { type: "annotation" });
  await truth.find();
  expect(server.asked).toEqual(['/api/jobs {"query":{"task_id":5,"type":"ground_truth"}}']);
  expect([truth.offered, truth.shown]).toEqual([true, false]);
  truth.toggle();
  await vi.waitFor(() => expect(truth.on(3)).toMatchObject([{ points: [1, 2, 30, 40] }]));
  expect(truth.on(1)).toEqual([]);
  truth.toggle();
  expect(truth.shown).toBe(false);
});

test("without a job that may be seen nothing is offered, nor in the ground truth itself", async () => {
  server.jobs = [];
  const truth = new GroundTruth(5, { type: "annotation" });
  await truth.find();
  truth.toggle();
  expect([truth.offered, truth.shown]).toEqual([false, false]);
  await new GroundTruth(5, { type: "ground_truth" }).find();
  expect(server.asked).toHaveLength(1);
});
