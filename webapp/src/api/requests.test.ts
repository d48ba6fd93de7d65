import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { follow, resultUrl } from "./requests";
import type { BackgroundRequest } from "./types";

const answers: (Partial<BackgroundRequest> | number)[] = [];
const asked: string[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  answers.length = 0;
  asked.length = 0;
  vi.stubGlobal("fetch", async (url: string) => {
    asked.push(url);
    const answer = answers.shift() ?? { status: "started" };
    return typeof answer === "number"
      ? new Response("", { status: answer })
      : new Response(JSON.stringify(answer));
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const id = "action=export&target=task&target_id=7";

async function settled<T>(promise: Promise<T>): Promise<PromiseSettledResult<T>> {
  const all = Promise.allSettled([promise]);
  await vi.runAllTimersAsync();
  return (await all)[0];
}

describe("follow", () => {
  it("asks until the work is finished, and tells every step", async () => {
    answers.push(
      { status: "queued" },
      { status: "started", progress: 0.5 },
      { status: "finished" },
    );
    const steps: string[] = [];
    const end = await settled(follow(id, { onProgress: ({ status }) => steps.push(status) }));
    expect(end).toMatchObject({ status: "fulfilled", value: { status: "finished" } });
    expect(steps).toEqual(["queued", "started", "finished"]);
    expect(asked[0]).toBe(`/api/requests/${encodeURIComponent(id)}`);
  });

  it("throws the server's reason", async () => {
    answers.push({ status: "failed", message: "no images in train.zip" });
    expect(await settled(follow(id))).toMatchObject({
      status: "rejected",
      reason: { code: "failed", detail: "no images in train.zip" },
    });
  });

  it("bears a server that is away for a while", async () => {
    answers.push(503, 502, { status: "finished" });
    expect((await settled(follow(id))).status).toBe("fulfilled");
  });

  it("ends when the request is gone", async () => {
    answers.push(404);
    expect(await settled(follow(id))).toMatchObject({ reason: { status: 404 } });
  });

  it("stops asking when it is told to", async () => {
    const stop = new AbortController();
    const following = settled(follow(id, { signal: stop.signal, onProgress: () => stop.abort() }));
    expect((await following).status).toBe("rejected");
    expect(asked).toHaveLength(1);
  });
});

describe("resultUrl", () => {
  it("stays on the host the app came from", () => {
    const request = { result_url: "http://server:8080/api/tasks/7/dataset/download?rq_id=a%3Db" };
    expect(resultUrl(request as BackgroundRequest)).toBe(
      "/api/tasks/7/dataset/download?rq_id=a%3Db",
    );
  });

  it("is null where there is nothing to fetch", () => {
    expect(resultUrl({ result_url: null } as BackgroundRequest)).toBeNull();
  });
});
