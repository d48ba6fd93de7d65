import type { Editor } from "../../editor/editor";
import type { Action } from "../action";
import { editorAction, some, someEditable } from "./define";

export function trackActions(editor: Editor): Action[] {
  const { commands, operations } = editor;
  const track = () => editor.targets.find((id) => editor.store.get(id)?.kind === "track");
  const has = () => some(editor) && track() !== undefined;
  const editable = () => someEditable(editor) && track() !== undefined;
  const to = (by: 1 | -1) => {
    const id = track();
    return id === undefined ? null : operations.neighbourKeyframe(id, by);
  };
  const go = (by: 1 | -1) => {
    const frame = to(by);
    if (frame !== null) editor.frameWanted.emit(frame);
  };
  return [
    editorAction("track", "toggle-outside", {
      keys: ["o"],
      icon: "log-out",
      enabled: editable,
      run: () => commands.toggleOutside(editor.targets),
    }),
    editorAction("track", "toggle-keyframe", {
      keys: ["k"],
      icon: "diamond",
      enabled: editable,
      checked: () => {
        const id = track();
        return id !== undefined && operations.isKeyframe(id);
      },
      run: () => operations.toggleKeyframe(editor.targets),
    }),
    editorAction("track", "to-track", {
      keys: [],
      icon: "route",
      enabled: () => some(editor) && editor.targets.some((id) => operations.canBecomeTrack(id)),
      run: () => operations.toTracks(editor.targets),
    }),
    editorAction("track", "next-keyframe", {
      keys: ["r"],
      icon: "chevron-last",
      enabled: () => has() && to(1) !== null,
      run: () => go(1),
    }),
    editorAction("track", "previous-keyframe", {
      keys: ["e"],
      icon: "chevron-first",
      enabled: () => has() && to(-1) !== null,
      run: () => go(-1),
    }),
  ];
}
