import type { Editor } from "../../editor/editor";
import { inPerspective, turnedAround, withoutPerspective } from "../../editor/shapes/cuboid";
import type { Action } from "../action";
import { editorAction, someEditable } from "./define";

/** What makes sense for some kinds of shapes only. */
export function shapeActions(editor: Editor): Action[] {
  const { commands } = editor;
  const first = () => {
    const [id] = editor.targets;
    return id === undefined ? undefined : editor.scene.item(id)?.shape;
  };
  const of =
    (...types: string[]) =>
    () =>
      someEditable(editor) && types.includes(first()?.type ?? "");
  return [
    editorAction("object", "simplify", {
      keys: [],
      icon: "spline-pointer",
      enabled: of("polygon", "polyline"),
      run: () => editor.reshaping.simplify(editor.targets),
    }),
    editorAction("object", "turn-around", {
      keys: [],
      icon: "flip-horizontal-2",
      enabled: of("cuboid"),
      run: () =>
        commands.edit(editor.targets, "turn-around", (shape) =>
          shape.type === "cuboid"
            ? { ...shape, points: inPerspective(turnedAround(shape.points)) }
            : shape,
        ),
    }),
    editorAction("object", "reset-perspective", {
      keys: [],
      icon: "box",
      enabled: of("cuboid"),
      run: () =>
        commands.edit(editor.targets, "reset-perspective", (shape) =>
          shape.type === "cuboid" ? { ...shape, points: withoutPerspective(shape.points) } : shape,
        ),
    }),
  ];
}
