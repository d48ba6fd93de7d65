import { beforeEach, expect, test } from "vitest";
import { TestEditor } from "../editor/test-editor";
import { useObjectList } from "./objects/list-state";
import { followSearch } from "./objects/searching";
import type { Session } from "./session";
import { stepFrame, useStepping } from "./stepping";

/** Six frames, a car on the third, a person on the fourth; the first is shown. */
function place() {
  const editor = new TestEditor();
  editor.rectangle([0, 0, 9, 9], { frame: 2, labelId: 1 });
  editor.rectangle([0, 0, 9, 9], { frame: 3, labelId: 2 });
  const player = {
    state: { wanted: 0 },
    goTo: (frame: number) => {
      player.state.wanted = frame;
    },
    step: (by: number) => player.goTo(player.state.wanted + by),
  };
  const pictures = { numbers: [0, 1, 2, 3, 4, 5] };
  return { editor, player, pictures } as unknown as Session & { player: typeof player };
}

beforeEach(() => {
  useStepping.setState({ steps: "all" });
  useObjectList.setState({ query: "", findsOnly: false });
});

test("a step leads to every frame, to those with matches, or to empty ones", () => {
  const here = place();
  stepFrame(here, 1);
  expect(here.player.state.wanted).toBe(1);
  useStepping.setState({ steps: "filtered" });
  useObjectList.setState({ query: "label=person" });
  stepFrame(here, 1);
  expect(here.player.state.wanted).toBe(3);
  useStepping.setState({ steps: "empty" });
  stepFrame(here, -1);
  expect(here.player.state.wanted).toBe(1);
});

test("where there is no such frame it is said, and nothing moves", () => {
  const here = place();
  const told: unknown[] = [];
  here.editor.operations.told.subscribe((what) => told.push(what.key));
  useStepping.setState({ steps: "filtered" });
  stepFrame(here, -1);
  expect([here.player.state.wanted, told]).toEqual([0, ["workspace:find.none"]]);
});

test("a search that only finds frames hides nothing", () => {
  const { editor } = place();
  editor.setFrame(2, null, { width: 400, height: 300 });
  const stop = followSearch(editor);
  useObjectList.getState().setQuery("label=person");
  expect(editor.scene.items()).toHaveLength(0);
  useObjectList.getState().toggleFindsOnly();
  expect(editor.scene.items()).toHaveLength(1);
  stop();
});

test("what was searched for of late is there once, the latest first, and what is kept has a name", () => {
  const list = useObjectList.getState();
  for (const query of ["car", "bus", " car ", ""]) {
    list.setQuery(query);
    list.noteRecent();
  }
  expect(useObjectList.getState().recent).toEqual(["car", "bus"]);
  list.toggleSaved("bus");
  list.nameSaved("bus", "Buses");
  expect(useObjectList.getState().saved).toEqual([{ query: "bus", name: "Buses" }]);
});
