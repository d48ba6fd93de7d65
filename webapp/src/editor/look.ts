import { Emitter } from "../core/emitter";
import type { ShapeRecord } from "../core/records";
import { Colors } from "./colors";
import {
  type Appearance,
  DEFAULT_APPEARANCE,
  type EditorOptions,
  type EditorTheme,
  type LabelInfo,
} from "./options";

/** How the same shapes look: labels, theme and appearance, and the colours that follow. */
export class Look {
  readonly changed = new Emitter<[]>();
  #theme: EditorTheme;
  #appearance: Appearance;
  #labels: readonly LabelInfo[] = [];
  #byId: ReadonlyMap<number, LabelInfo> = new Map();
  #colors: Colors;

  constructor({ theme, appearance, labels = [] }: EditorOptions) {
    this.#theme = theme;
    this.#appearance = { ...DEFAULT_APPEARANCE, ...appearance };
    this.#colors = new Colors(theme.labelPalette, labels);
    this.setLabels(labels);
  }

  get theme(): EditorTheme {
    return this.#theme;
  }

  get appearance(): Appearance {
    return this.#appearance;
  }

  get labels(): readonly LabelInfo[] {
    return this.#labels;
  }

  /** A label or sublabel. */
  label(id: number): LabelInfo | undefined {
    return this.#byId.get(id);
  }

  colorOf(shape: ShapeRecord, number: number): string {
    return this.#colors.of(shape, this.#appearance.colorBy, number);
  }

  colorOfLabel(labelId: number): string {
    return this.#colors.ofLabel(labelId);
  }

  setTheme(theme: EditorTheme): void {
    this.#theme = theme;
    this.#colors = new Colors(theme.labelPalette, this.#labels);
    this.changed.emit();
  }

  setAppearance(change: Partial<Appearance>): void {
    this.#appearance = { ...this.#appearance, ...change };
    this.changed.emit();
  }

  setLabels(labels: readonly LabelInfo[]): void {
    const all = labels.flatMap((label) => [label, ...(label.sublabels ?? [])]);
    this.#labels = labels;
    this.#byId = new Map(all.map((label) => [label.id, label]));
    this.#colors = new Colors(this.#theme.labelPalette, labels);
    this.changed.emit();
  }
}
