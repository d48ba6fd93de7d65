import { expect, test } from "vitest";
import { Emitter } from "../core/emitter";
import {
  beginningInAddress,
  followInAddress,
  forgetBeginning,
  frameInAddress,
  linkTo,
  objectInAddress,
} from "./frame-url";
import type { Player, PlayerState } from "./player";

test("the frame is read from the address, nonsense is not", () => {
  expect(frameInAddress("?frame=12")).toBe(12);
  expect(frameInAddress("?frame=0")).toBe(0);
  for (const search of ["", "?frame=", "?frame=x", "?frame=1.5"])
    expect(frameInAddress(search)).toBeNull();
});

test("the address follows the frame, not every frame of a playback", async () => {
  history.replaceState(null, "", "/tasks/1/jobs/2?frame=3&other=kept");
  const changed = new Emitter<[]>();
  const player = {
    state: { wanted: 3, playing: false } as PlayerState,
    subscribe: (listener: () => void) => changed.subscribe(listener),
  };
  const stop = followInAddress(player as unknown as Player);
  const show = async (wanted: number, playing: boolean) => {
    player.state = { ...player.state, wanted, playing };
    changed.emit();
    await new Promise((resolve) => setTimeout(resolve, 250));
    return location.search;
  };
  const entries = history.length;
  expect(await show(8, false)).toBe("?frame=8&other=kept");
  expect(await show(9, true)).toBe("?frame=8&other=kept");
  expect(history.length).toBe(entries);
  stop();
  expect(await show(10, false)).toBe("?frame=8&other=kept");
});

test("a link to an object is read as it was made, and followed once", () => {
  history.replaceState(null, "", "/tasks/1/jobs/2?frame=3");
  const link = linkTo(12, { kind: "track", serverId: 77 });
  expect(new URL(link).pathname).toBe("/tasks/1/jobs/2");
  expect(objectInAddress(new URL(link).search)).toEqual({ kind: "track", serverId: 77 });
  history.replaceState(null, "", link);
  forgetBeginning();
  expect(location.search).toBe("?frame=12");
  for (const search of ["?type=shape", "?type=image&serverID=1", "?type=tag&serverID=x"])
    expect(objectInAddress(search)).toBeNull();
});

test("a link says how a job is opened, and nonsense in it is passed over", () => {
  const link = "?frame=3&defaultWorkspace=SINGLE_SHAPE&defaultLabel=red%20car&defaultPointsCount=4";
  const said = { mode: "single", label: "red car", pointCount: 4, guide: false };
  expect(beginningInAddress(link)).toEqual(said);
  expect(beginningInAddress("?defaultWorkspace=Tag%20annotation&openGuide").mode).toBe("tags");
  expect(beginningInAddress("?openGuide").guide).toBe(true);
  expect(beginningInAddress("?openGuide=false&defaultWorkspace=x&defaultPointsCount=1.5")).toEqual({
    ...{ mode: null, label: null, pointCount: null, guide: false },
  });
  history.replaceState(null, "", `/tasks/1/jobs/2${link}&openGuide`);
  forgetBeginning();
  expect(location.search).toBe("?frame=3");
});
