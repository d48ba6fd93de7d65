import { api, unwrap } from "../../api/client";
import type { BasicUser } from "../../api/types";
import { Emitter, type Unsubscribe } from "../../core/emitter";
import { type Box, boxAround, cornersOf, toFlat } from "../../core/geometry";

export interface Comment {
  readonly id: number;
  readonly issue: number;
  readonly owner: BasicUser | null;
  readonly message: string;
  readonly created_date: string;
}

export interface Issue {
  readonly id: number;
  readonly frame: number;
  /** x, y pairs, px: one pair is a place, more are an outline. */
  readonly position: readonly number[];
  readonly resolved: boolean;
  readonly comments: readonly Comment[];
}

/** What is wrong on a job's frames, and what was said about it, as the server has it. */
export class Issues {
  readonly #job: number;
  readonly #changed = new Emitter<[]>();
  #all: readonly Issue[] = [];

  constructor(job: number) {
    this.#job = job;
  }

  /** By frame, then by age; the same array until something changes. */
  get all(): readonly Issue[] {
    return this.#all;
  }

  subscribe(listener: () => void): Unsubscribe {
    return this.#changed.subscribe(listener);
  }

  /** Read them all anew; throws an `ApiError`. */
  async load(): Promise<void> {
    const query = { job_id: this.#job, page_size: "all" as const };
    const [issues, comments] = await Promise.all([
      unwrap(api.GET("/api/issues", { params: { query } })),
      unwrap(api.GET("/api/comments", { params: { query } })),
    ]);
    const said = comments.results as Comment[];
    this.#all = issues.results
      .map(({ id, frame, position, resolved }) => ({
        id,
        frame,
        position,
        resolved,
        comments: said.filter((comment) => comment.issue === id).sort((a, b) => a.id - b.id),
      }))
      .sort((a, b) => a.frame - b.frame || a.id - b.id);
    this.#changed.emit();
  }

  /** `position` is x, y pairs, px: one pair is a place, more are an outline. */
  async open(frame: number, position: readonly number[], message: string): Promise<void> {
    const body = { job: this.#job, frame, position: [...position], message };
    await unwrap(api.POST("/api/issues", { body }));
    await this.load();
  }

  async comment(issue: number, message: string): Promise<void> {
    await unwrap(api.POST("/api/comments", { body: { issue, message } }));
    await this.load();
  }

  /** Say a comment of one's own in other words. */
  async reword(comment: number, message: string): Promise<void> {
    const params = { path: { id: comment } };
    await unwrap(api.PATCH("/api/comments/{id}", { params, body: { message } }));
    await this.load();
  }

  async resolve(id: number, resolved: boolean): Promise<void> {
    await unwrap(api.PATCH("/api/issues/{id}", { params: { path: { id } }, body: { resolved } }));
    await this.load();
  }

  async remove(id: number): Promise<void> {
    await unwrap(api.DELETE("/api/issues/{id}", { params: { path: { id } } }));
    await this.load();
  }
}

/** What an issue is about, as a box; a place has no extent. */
export function areaOf({ position }: Issue): Box {
  return boxAround(position);
}

/** The corners of what an issue is about, x, y pairs; two pairs are opposite corners of a box. */
export function outlineOf({ position }: Pick<Issue, "position">): readonly number[] {
  return position.length === 4 ? toFlat(cornersOf(boxAround(position))) : position;
}

interface Here {
  readonly frame: number;
  /** The issue that is shown, if one is. */
  readonly issue: number | null;
}

/**
 * The issue next before (-1) or after (1) the one shown on the frame, else the
 * first of this frame or of the nearest one that has any; `null` when there is none.
 */
export function neighbourIssue(
  issues: readonly Issue[],
  { frame, issue }: Here,
  by: 1 | -1,
): Issue | null {
  const ordered = by === 1 ? issues : issues.toReversed();
  const shown = ordered.find((each) => each.id === issue && each.frame === frame);
  if (shown) return ordered.slice(ordered.indexOf(shown) + 1)[0] ?? null;
  return ordered.find((each) => (by === 1 ? each.frame >= frame : each.frame <= frame)) ?? null;
}
