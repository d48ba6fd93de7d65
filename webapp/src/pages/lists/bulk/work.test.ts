import { afterEach, describe, expect, it, vi } from "vitest";
import { ApiError } from "../../../api/errors";
import { changeAll, eachOf, formerStates } from "./work";

const ids = Array.from({ length: 230 }, (_, place) => place + 1);

afterEach(() => vi.unstubAllGlobals());

/** A server that refuses thing 7, and is gone from the n-th question on. */
function serve(until = Number.POSITIVE_INFINITY) {
  const asked: number[][] = [];
  vi.stubGlobal("fetch", async (_: string, { body }: RequestInit) => {
    if (asked.length >= until) throw new TypeError("gone");
    const some = (JSON.parse(String(body)) as { ids: number[] }).ids;
    asked.push(some);
    const results = some.map((id) =>
      id === 7
        ? { id, status: 403, error: { code: "forbidden", detail: "Not yours." } }
        : { id, status: 200, error: null },
    );
    return new Response(JSON.stringify({ results }));
  });
  return asked;
}

describe("changeAll", () => {
  it("asks in batches, tells how far it is, and names what was refused", async () => {
    const asked = serve();
    const told: number[] = [];
    const outcome = await changeAll("/api/tasks/bulk", ids, { delete: true }, (n) => told.push(n));
    expect(asked.map((some) => some.length)).toEqual([100, 100, 30]);
    expect(told).toEqual([100, 200, 230]);
    expect(outcome.done).toHaveLength(229);
    expect(outcome.failed).toMatchObject([{ id: 7, error: { detail: "Not yours." } }]);
  });

  it("counts what was not asked for any more as failed", async () => {
    serve(1);
    const outcome = await changeAll("/api/tasks/bulk", ids, { delete: true });
    expect(outcome.done).toHaveLength(99);
    expect(outcome.failed).toHaveLength(131);
  });
});

describe("eachOf", () => {
  it("goes on after one that failed", async () => {
    const outcome = await eachOf([1, 2, 3], async (id) => {
      if (id === 2) throw new ApiError(404, "not_found", "Gone already.");
    });
    expect(outcome.done).toEqual([1, 3]);
    expect(outcome.failed).toMatchObject([{ id: 2, error: { detail: "Gone already." } }]);
  });
});

describe("formerStates", () => {
  it("has each state once, with those that were in it", () => {
    const jobs = [
      { id: 1, state: "new" },
      { id: 2, state: "completed" },
      { id: 3, state: "new" },
    ];
    const states = formerStates(jobs, ({ state }) => ({ state }));
    expect(states.map(({ update, items }) => [update, items.map(({ id }) => id)])).toEqual([
      [{ state: "new" }, [1, 3]],
      [{ state: "completed" }, [2]],
    ]);
  });
});
