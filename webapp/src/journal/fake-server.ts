import type { WireAnnotations, WireShape } from "../core/wire";
import { TransportProblem } from "./status";
import type { ChangesAnswer, Loaded, ServerNews, Transport } from "./transport";

interface Body {
  create: WireAnnotations;
  update: WireAnnotations;
  delete: Record<"tags" | "shapes" | "tracks", (number | { id: number; version: number })[]>;
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
  /** Of the annotations; grows with every write. */
  version = 0;
  readonly #written = new Map<number, number>();
  #lastId = 100;

  async load(): Promise<Loaded> {
    if (this.faults[0] === "unreachable") throw unreachable();
    const shapes = [...this.shapes.keys()].map((id) => this.#told(id));
    return structuredClone({ version: this.version, tags: [], shapes, tracks: [] });
  }

  async news(_job: number, since: number): Promise<ServerNews> {
    if (this.faults[0] === "unreachable") throw unreachable();
    const ids = [...this.#written].filter(([, version]) => version > since).map(([id]) => id);
    const shapes = ids.filter((id) => this.shapes.has(id)).map((id) => this.#told(id));
    const gone = ids.filter((id) => !this.shapes.has(id));
    await this.gate;
    return structuredClone({
      version: this.version,
      changed: { tags: [], shapes, tracks: [] },
      deleted: { tags: [], shapes: gone, tracks: [] },
    });
  }

  /** Somebody else puts a shape there, in place of the one with its id if there is one. */
  write(shape: WireShape & { id: number }): void {
    this.shapes.set(shape.id, shape);
    this.#written.set(shape.id, ++this.version);
  }

  /** Somebody else deletes a shape. */
  delete(id: number): void {
    this.shapes.delete(id);
    this.#written.set(id, ++this.version);
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

  #told(id: number): WireShape {
    return { ...(this.shapes.get(id) as WireShape), version: this.#written.get(id) ?? 0 };
  }

  #apply(body: Body): ChangesAnswer {
    const doomed = body.delete.shapes.map((one) => (typeof one === "number" ? { id: one } : one));
    const named = [...body.update.shapes, ...doomed].map(({ id }) => id);
    const gone = named.find((id) => !this.shapes.has(id ?? -1));
    if (gone !== undefined) throw new TransportProblem("conflict", `Shape ${gone} is gone.`);
    for (const { id, version } of [...body.update.shapes, ...(doomed as WireShape[])])
      if (version !== undefined && version !== (this.#written.get(id ?? -1) ?? 0))
        throw new TransportProblem("conflict", `Shape ${id} was changed.`);
    const created = body.create.shapes.map((shape) => ({ ...shape, id: ++this.#lastId }));
    for (const { version: _, ...shape } of [...created, ...body.update.shapes] as WireShape[])
      this.shapes.set(shape.id ?? -1, shape);
    for (const { id } of doomed) this.shapes.delete(id);
    this.version += 1;
    for (const id of [...named, ...created.map((shape) => shape.id)])
      this.#written.set(id ?? -1, this.version);
    return { version: this.version, create: only(created), update: only(body.update.shapes) };
  }
}

const only = (shapes: WireShape[]) => ({ tags: [], shapes, tracks: [] });

function unreachable(): TransportProblem {
  return new TransportProblem("unreachable", "The server cannot be reached.");
}
