/** What CVAT's clients call what people do; the server counts working time from all of it. */
export type Scope =
  | "load:cvat"
  | "load:job"
  | "save:job"
  | "change:frame"
  | "draw:object"
  | "delete:object"
  | "drag:object"
  | "resize:object"
  | "action:undo"
  | "action:redo"
  | "user:activity"
  | "send:exception";

/** One thing that was done, as `POST /api/events` takes it. */
export interface ActivityEvent {
  readonly scope: Scope;
  /** ISO 8601 in UTC. */
  readonly timestamp: string;
  /** ms. */
  readonly duration?: number;
  readonly count?: number;
  readonly obj_name?: string;
  readonly obj_val?: string;
  readonly job_id?: number;
  readonly task_id?: number;
  readonly project_id?: number | null;
  readonly payload?: string;
}

export type Told = Omit<ActivityEvent, "scope" | "timestamp">;

/** What goes to the server at once: `previous_event` is the last one that it has already. */
export interface ActivityBatch {
  readonly events: readonly ActivityEvent[];
  readonly previous_event: ActivityEvent | null;
  readonly timestamp: string;
}

/** Gives a batch to the server; `lasting` outlives the page. Resolves to whether it was taken or refused for good. */
export type Deliver = (batch: ActivityBatch, lasting: boolean) => Promise<boolean>;

/** Without a server for so long the oldest are let go of. */
const MOST = 2000;
/** Frames that follow each other within this time are told as one stretch, ms. */
const STRETCH = 5000;

/**
 * Keeps what a person does until the server has it.
 *
 * This is no annotation: with the page, what was not sent is gone, and a server that does not
 * want it does not get it.
 */
export class ActivityLog {
  readonly #deliver: Deliver;
  readonly #now: () => number;
  #waiting: ActivityEvent[] = [];
  #previous: ActivityEvent | null = null;
  #sending = false;

  constructor(deliver: Deliver, now: () => number = Date.now) {
    this.#deliver = deliver;
    this.#now = now;
  }

  get waiting(): readonly ActivityEvent[] {
    return this.#waiting;
  }

  note(scope: Scope, told: Told = {}): void {
    const event = { scope, timestamp: this.#time(), ...told };
    const stretch = this.#stretched(event);
    if (stretch) this.#waiting[this.#waiting.length - 1] = stretch;
    else this.#waiting.push(event);
    if (this.#waiting.length > MOST) this.#waiting = this.#waiting.slice(-MOST);
  }

  /** Send what waits; `lasting` for a page that is being left. */
  async send(lasting = false): Promise<void> {
    if (this.#sending || this.#waiting.length === 0) return;
    const events = this.#waiting;
    this.#waiting = [];
    this.#sending = true;
    const batch = { events, previous_event: this.#previous, timestamp: this.#time() };
    const taken = await this.#deliver(batch, lasting).catch(() => false);
    this.#sending = false;
    if (taken) this.#previous = events.at(-1) ?? null;
    else this.#waiting = [...events, ...this.#waiting].slice(-MOST);
  }

  #time(): string {
    return new Date(this.#now()).toISOString();
  }

  /** The frames before and this one as one event, where they follow each other closely. */
  #stretched(event: ActivityEvent): ActivityEvent | null {
    const before = this.#waiting.at(-1);
    if (event.scope !== "change:frame" || before?.scope !== "change:frame") return null;
    if (before.job_id !== event.job_id) return null;
    const began = Date.parse(before.timestamp);
    const duration = Date.parse(event.timestamp) - began;
    if (duration - (before.duration ?? 0) > STRETCH) return null;
    return { ...event, timestamp: before.timestamp, duration, count: (before.count ?? 1) + 1 };
  }
}
