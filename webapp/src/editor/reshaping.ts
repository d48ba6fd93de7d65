import type { RecordId, ShapeRecord } from "../core/records";
import { paintMask } from "./tools/mask/painting";
import { simplifying } from "./tools/simplify";
import { cutting } from "./tools/slice/cutting";
import type { ToolContext } from "./tools/tool";
import type { Toolbox } from "./tools/toolbox";

/** Ways to begin changing the outline of shapes that are there; locked ones are left alone. */
export class Reshaping {
  readonly #context: ToolContext;
  readonly #tools: Toolbox;

  constructor(context: ToolContext, tools: Toolbox) {
    this.#context = context;
    this.#tools = tools;
    context.operations.sliceWanted.subscribe((shape) => this.#slice(shape));
  }

  /** Draw the shape of a record anew; what it is stays. */
  redraw(id: RecordId): void {
    const shape = this.#editable(id);
    if (shape) this.#tools.redraw(shape.type, id);
  }

  /** Begin to take points away from outlines. */
  simplify(ids: readonly RecordId[]): void {
    const editable = ids.filter((id) => this.#context.isEditable(id));
    if (editable.length > 0)
      this.#tools.begin("simplify", (context) => simplifying(context, editable));
  }

  /** Change a mask with the brush. */
  paint(id: RecordId): void {
    const shape = this.#editable(id);
    if (shape?.type === "mask") this.#tools.begin("mask", (context) => paintMask(context, shape));
  }

  /** Take a vertex out of an outline that can lose one. */
  removeVertex(id: RecordId, vertex: number): void {
    const shape = this.#editable(id);
    if (!shape) return;
    const util = this.#context.shapes.of(shape);
    const handle = util.handles(shape, this.#context.viewport.scale)[vertex];
    const without = handle && util.removeVertex?.(shape, handle);
    if (without) this.#context.commands.write([without], "remove-point");
  }

  #slice(shape: ShapeRecord): void {
    this.#tools.begin("slice", (context) => cutting(context, shape));
  }

  #editable(id: RecordId): ShapeRecord | undefined {
    return this.#context.isEditable(id) ? this.#context.scene.item(id)?.shape : undefined;
  }
}
