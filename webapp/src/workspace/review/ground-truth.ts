import { api, unwrap } from "../../api/client";
import type { Job } from "../../api/types";
import { Emitter, type Unsubscribe } from "../../core/emitter";
import type { AnnotationRecord, ShapeRecord } from "../../core/records";
import { shapeOn } from "../../core/tracks";
import { fromWire, type WireAnnotations } from "../../core/wire";

/** What is known to be true on a task's frames, laid over the work of another of its jobs. */
export class GroundTruth {
  readonly #task: number;
  readonly #isItself: boolean;
  readonly #changed = new Emitter<[]>();
  #job: number | null = null;
  #records: readonly AnnotationRecord[] = [];
  #shown = false;

  constructor(task: number, job: Pick<Job, "type">) {
    this.#task = task;
    this.#isItself = job.type === "ground_truth";
  }

  /** Whether there is one that this person may see. */
  get offered(): boolean {
    return this.#job !== null;
  }

  get shown(): boolean {
    return this.#shown;
  }

  subscribe(listener: () => void): Unsubscribe {
    return this.#changed.subscribe(listener);
  }

  /** Ask whether there is one; throws an `ApiError`. */
  async find(): Promise<void> {
    if (this.#isItself) return;
    const query = { task_id: this.#task, type: "ground_truth" as const };
    const { results } = await unwrap(api.GET("/api/jobs", { params: { query } }));
    this.#job = results[0]?.id ?? null;
    this.#changed.emit();
  }

  /** Show it, as it is on the server now, or take it away. */
  toggle(): void {
    this.#shown = !this.#shown && this.offered;
    this.#changed.emit();
    if (this.#shown) void this.#load();
  }

  on(frame: number): ShapeRecord[] {
    return this.#records
      .flatMap((record) => shapeOn(record, frame) ?? [])
      .filter((shape) => !shape.outside)
      .sort((a, b) => a.zOrder - b.zOrder);
  }

  async #load(): Promise<void> {
    if (this.#job === null) return;
    try {
      const params = { path: { id: this.#job } };
      const annotations = await unwrap(api.GET("/api/jobs/{id}/annotations", { params }));
      this.#records = fromWire(annotations as unknown as WireAnnotations);
    } catch (error) {
      console.warn("The ground truth cannot be shown", error);
      this.#shown = false;
    }
    this.#changed.emit();
  }
}
