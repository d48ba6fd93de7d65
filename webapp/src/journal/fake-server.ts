import type { WireAnnotations, WireShape } from "../core/wire";
import { TransportProblem } from "./status";
import type { ChangesAnswer, Transport } from "./transport";

interface Body {
  create: WireAnnotations;
  update: WireAnnotations;
  delete: Record<"tags" | "shapes" | "tracks", number[]>;
}

export interface Sent {
  readonly key: string;
  readonly body: Body;
  readonly lasting: boolean;
}

/** The server's side of the contract for the shapes of one job, in memory; for tests. */
export class FakeServer implements Transport {
  readonly shapes = new Map<number, WireShape>();
  /** Every request that reached the server. */
  readonly sent: Sent[] = [];
  /** What to do with the next requests, in order; the ordinary thing once it is empty. */
  readonly faults: ("unreachable" | "lose the answer" | "refuse" | "pages only")[] = [];
  /** When set, requests wait for it before they are answered. */
  gate: Promise<void> | null = null;
  readonly #answers = new Map<string, ChangesAnswer>();
  #lastId = 100;

  async load(): Promise<WireAnnotations> {
    if (this.faults[0] === "unreachable") throw unreachable();
    return structuredClone({ tags: [], shapes: [...this.shapes.values()], tracks: [] });
  }

  async send(_job: number, key: string, text: string, lasting: boolean): Promise<ChangesAnswer> {
    const fault = this.faults.shift();
    if (fault === "unreachable" || fault === "pages only") throw unreachable();
    this.sent.push({ key, body: JSON.parse(text), lasting });
    if (fault === "refuse") throw new TransportProblem("refused", "shapes[0].points: too short");
    const answer = this.#answers.get(key) ?? this.#apply(JSON.parse(text));
    this.#answers.set(key, answer);
    await this.gate;
    if (fault === "lose the answer") throw unreachable();
    return structuredClone(answer);
  }

  #apply(body: Body): ChangesAnswer {
    const named = [...body.update.shapes.map(({ id }) => id), ...body.delete.shapes];
    const gone = named.find((id) => !this.shapes.has(id ?? -1));
    if (gone !== undefined) throw new TransportProblem("conflict", `Shape ${gone} is gone.`);
    const created = body.create.shapes.map((shape) => ({ ...shape, id: ++this.#lastId }));
    for (const shape of [...created, ...body.update.shapes])
      this.shapes.set(shape.id ?? -1, shape as WireShape);
    for (const id of body.delete.shapes) this.shapes.delete(id);
    return { create: { tags: [], shapes: created, tracks: [] } };
  }
}

function unreachable(): TransportProblem {
  return new TransportProblem("unreachable", "The server cannot be reached.");
}
