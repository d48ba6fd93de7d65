import type { ShapeRecord } from "../core/records";
import type { ColorBy, LabelInfo } from "./options";

/** The colour of every shape, by label, object or group. */
export class Colors {
  readonly #palette: readonly string[];
  readonly #labels = new Map<number, string>();

  constructor(palette: readonly string[], labels: readonly LabelInfo[]) {
    if (palette.length === 0) throw new Error("the label palette is empty");
    this.#palette = palette;
    this.#addAll(labels);
  }

  ofLabel(labelId: number): string {
    return this.#labels.get(labelId) ?? this.#hue(labelId);
  }

  of(shape: ShapeRecord, by: ColorBy, number: number): string {
    if (by === "instance") return this.#hue(number);
    if (by === "group" && shape.group > 0) return this.#hue(shape.group);
    return this.ofLabel(shape.labelId);
  }

  #addAll(labels: readonly LabelInfo[]): void {
    for (const [position, label] of labels.entries()) {
      this.#labels.set(label.id, label.color || this.#hue(position));
      this.#addAll(label.sublabels ?? []);
    }
  }

  #hue(n: number): string {
    return this.#palette[n % this.#palette.length] as string;
  }
}
