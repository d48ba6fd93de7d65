import type { AttributeValue, ShapeRecord } from "../core/records";
import { defaultAttributes } from "./attributes";
import type { LabelInfo } from "./options";

/** Where copied shapes are kept, so that other jobs and other tabs find them. */
export interface Shelf {
  read(): string | null;
  write(text: string): void;
}

/** What was copied, with the words by which another job finds its own labels. */
interface Copied {
  readonly job: string;
  readonly shapes: readonly ShapeRecord[];
  readonly labels: Readonly<Record<number, { name: string; attributes: Record<number, string> }>>;
}

const NOTHING: Copied = { job: "", shapes: [], labels: {} };

/** Shapes that were copied, here or in another tab of this browser. */
export class Clipboard {
  readonly #own = crypto.getRandomValues(new Uint32Array(2)).join("-");
  readonly #label: (id: number) => LabelInfo | undefined;
  readonly #labels: () => readonly LabelInfo[];
  #copied = NOTHING;
  #text: string | null = null;
  shelf: Shelf | null = null;

  constructor(label: (id: number) => LabelInfo | undefined, labels: () => readonly LabelInfo[]) {
    this.#label = label;
    this.#labels = labels;
  }

  /** What can be pasted here: shapes whose label this job has too, by its name. */
  get shapes(): readonly ShapeRecord[] {
    const { job, shapes } = this.#read();
    return job === this.#own ? shapes : shapes.flatMap((shape) => this.#translated(shape) ?? []);
  }

  put(shapes: readonly ShapeRecord[]): void {
    const ids = new Set(
      shapes.flatMap((shape) => [shape, ...shape.elements]).map((s) => s.labelId),
    );
    const labels = Object.fromEntries([...ids].map((id) => [id, this.#words(id)]));
    this.#copied = { job: this.#own, shapes, labels };
    this.#text = JSON.stringify(this.#copied);
    this.shelf?.write(this.#text);
  }

  #read(): Copied {
    const text = this.shelf?.read() ?? this.#text;
    if (text !== null && text !== this.#text) {
      this.#text = text;
      this.#copied = parsed(text) ?? this.#copied;
    }
    return this.#copied;
  }

  #words(id: number) {
    const label = this.#label(id);
    const attributes = (label?.attributes ?? []).map(({ id: spec, name = "" }) => [spec, name]);
    return { name: label?.name ?? "", attributes: Object.fromEntries(attributes) };
  }

  #translated(shape: ShapeRecord, among = this.#labels()): ShapeRecord | null {
    const words = this.#copied.labels[shape.labelId];
    const label = among.find(({ name }) => name === words?.name);
    if (!label) return null;
    const elements = shape.elements.flatMap(
      (element) => this.#translated(element, label.sublabels ?? []) ?? [],
    );
    if (elements.length < shape.elements.length) return null;
    const attributes = translatedAttributes(shape.attributes, words?.attributes ?? {}, label);
    return { ...shape, labelId: label.id, attributes, elements };
  }
}

function translatedAttributes(
  values: readonly AttributeValue[],
  names: Readonly<Record<number, string>>,
  label: LabelInfo,
): AttributeValue[] {
  const byName = new Map(values.map(({ spec_id, value }) => [names[spec_id], value]));
  return defaultAttributes(label).map(({ spec_id, value }) => {
    const name = label.attributes?.find(({ id }) => id === spec_id)?.name;
    return { spec_id, value: byName.get(name) ?? value };
  });
}

/** What another tab wrote; nothing when it is not what this one can read. */
function parsed(text: string): Copied | null {
  try {
    const found = JSON.parse(text) as Partial<Copied>;
    return Array.isArray(found.shapes) && found.labels ? (found as Copied) : null;
  } catch {
    return null;
  }
}
