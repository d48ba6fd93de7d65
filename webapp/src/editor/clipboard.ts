import type { AnnotationRecord, ShapeRecord } from "../core/records";
import { shapeOn } from "../core/tracks";
import type { LabelInfo } from "./options";
import { type LabelWords, translated, wordsOf } from "./translating";

/** Where copied records are kept, so that other jobs and other tabs find them. */
export interface Shelf {
  read(): string | null;
  write(text: string): void;
}

/** What was copied, with the words by which another job finds its own labels. */
interface Copied {
  readonly job: string;
  /** On which frame they were copied. */
  readonly frame: number;
  readonly records: readonly AnnotationRecord[];
  readonly labels: LabelWords;
}

const NOTHING: Copied = { job: "", frame: 0, records: [], labels: {} };

/** Records that were copied, here or in another tab of this browser. */
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

  /** What can be pasted here: records whose labels this job has too, by their names. */
  get records(): readonly AnnotationRecord[] {
    const { job, records, labels } = this.#read();
    if (job === this.#own) return records;
    return records.flatMap((record) => translated(record, labels, this.#labels()) ?? []);
  }

  /** What of it has a place, as it was on the frame on which it was copied. */
  get shapes(): readonly ShapeRecord[] {
    return this.records.flatMap((record) => shapeOn(record, this.frame) ?? []);
  }

  /** The frame on which they were copied. */
  get frame(): number {
    return this.#read().frame;
  }

  put(records: readonly AnnotationRecord[], frame: number): void {
    this.#copied = { job: this.#own, frame, records, labels: wordsOf(records, this.#label) };
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
}

/** What another tab wrote; nothing when it is not what this one can read. */
function parsed(text: string): Copied | null {
  try {
    const found = JSON.parse(text) as Partial<Copied>;
    const readable = Array.isArray(found.records) && found.labels && Number.isInteger(found.frame);
    return readable ? (found as Copied) : null;
  } catch {
    return null;
  }
}
