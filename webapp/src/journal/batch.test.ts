import { expect, test } from "vitest";
import { newShape, newTag, newTrack, type RecordDiff } from "../core/records";
import type { WireShape } from "../core/wire";
import { createdBy, withAnsweredIds } from "./answer";
import { buildRequest } from "./batch";
import type { Batch } from "./database";
import { Identities } from "./identities";
import { Seen } from "./seen";

const tag = newTag({ frame: 3, labelId: 1 });
const track = newTrack({ frame: 3, labelId: 2, shapes: [] });
const joint = newShape({ type: "points", frame: 3, labelId: 5, points: [1, 1] });
const skeleton = newShape({
  type: "skeleton",
  frame: 3,
  labelId: 4,
  points: [],
  elements: [joint],
});
const added: RecordDiff[] = [tag, track, skeleton].map((after) => ({
  id: after.id,
  before: null,
  after,
}));

function batchOf(diffs: readonly RecordDiff[], identities = new Identities()): Batch {
  const request = buildRequest(diffs, identities, new Seen());
  if (!request) throw new Error("nothing to send");
  return { key: "key", job: 1, client: "tab", seqs: [1], ...request };
}

const none = { tags: [], shapes: [], tracks: [] };

test("each kind goes into its own list, elements inside their skeleton", () => {
  const { body, created } = batchOf(added);
  expect(created).toEqual({ tags: [tag.id], shapes: [skeleton.id], tracks: [track.id] });
  const { create, update, delete: deleted } = JSON.parse(body);
  expect(create.shapes[0].elements).toMatchObject([{ label_id: 5, points: [1, 1] }]);
  expect([create.tags.length, create.tracks.length]).toEqual([1, 1]);
  expect([update, deleted]).toEqual([none, none]);
});

test("what is deleted is named by the id the server gave, per kind", () => {
  const identities = new Identities();
  identities.learn(tag.id, 11);
  identities.learn(track.id, 12);
  const gone = added.slice(0, 2).map(({ id, after }) => ({ id, before: after, after: null }));
  const { delete: deleted } = JSON.parse(batchOf(gone, identities).body);
  expect(deleted).toEqual({ tags: [11], shapes: [], tracks: [12] });
});

test("what comes anew carries no id of its earlier life, elements included", () => {
  const before = { ...skeleton, serverId: 9, elements: [{ ...joint, serverId: 10 }] };
  const { create } = JSON.parse(batchOf([{ id: skeleton.id, before: null, after: before }]).body);
  expect(create.shapes[0]).not.toHaveProperty("id");
  expect(create.shapes[0].elements[0]).not.toHaveProperty("id");
});

test("answered ids reach a skeleton's elements and leave what was edited since alone", () => {
  const batch = batchOf(added.slice(2));
  const [sent] = JSON.parse(batch.body).create.shapes as WireShape[];
  const elements = sent?.elements?.map((element) => ({ ...element, id: 21 })) ?? [];
  const answer = {
    version: 1,
    create: { ...none, shapes: [{ ...sent, id: 20, elements } as WireShape] },
    update: none,
  };
  const [created] = createdBy(batch, answer);
  const edited = { ...skeleton, labelId: 8 };
  expect(created && withAnsweredIds(edited, created.object)).toMatchObject({
    serverId: 20,
    labelId: 8,
    elements: [{ id: joint.id, serverId: 21 }],
  });
});

test("an answer that does not match what was sent is an error", () => {
  const answer = { version: 1, create: none, update: none };
  expect(() => createdBy(batchOf(added), answer)).toThrow("1 tags were sent");
});
