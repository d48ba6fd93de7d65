import { afterEach, expect, test, vi } from "vitest";
import { TransportProblem } from "./status";
import { httpTransport } from "./transport";

const fetched = vi.fn<typeof fetch>();
vi.stubGlobal("fetch", fetched);

afterEach(() => {
  fetched.mockReset();
});

async function problemOf(answer: Response | Error): Promise<unknown> {
  if (answer instanceof Error) fetched.mockRejectedValueOnce(answer);
  else fetched.mockResolvedValueOnce(answer);
  return httpTransport.send(7, "key", "{}", false).catch((error) => error);
}

test("a batch is posted with its key, the session and the CSRF token", async () => {
  // biome-ignore lint/suspicious/noDocumentCookie: the server sets it like this
  document.cookie = "csrftoken=secret";
  fetched.mockResolvedValueOnce(Response.json({ create: {} }));
  await httpTransport.send(7, "the-key", '{"create":{}}', false);
  const [url, init] = fetched.mock.calls[0] ?? [];
  const headers = new Headers(init?.headers);
  expect(url).toBe("/api/jobs/7/annotations/changes");
  expect(init).toMatchObject({ method: "POST", body: '{"create":{}}', credentials: "same-origin" });
  expect(headers.get("Idempotency-Key")).toBe("the-key");
  expect(headers.get("X-CSRFTOKEN")).toBe("secret");
});

test("a request outlives the page only while it is small enough for that", async () => {
  for (const body of ["small", "x".repeat(70_000)]) {
    fetched.mockResolvedValueOnce(Response.json({ create: {} }));
    await httpTransport.send(7, "key", body, true);
  }
  expect(fetched.mock.calls.map(([, init]) => init?.keepalive)).toEqual([true, false]);
});

test("no answer, a busy server and too many requests may pass", async () => {
  const busy = Response.json({ detail: "Restarting." }, { status: 503 });
  for (const answer of [new TypeError("offline"), busy, new Response("", { status: 429 })])
    expect(await problemOf(answer)).toMatchObject({ verdict: "unreachable" });
});

test("a conflict and a refusal come with the server's sentence", async () => {
  const conflict = Response.json({ code: "conflict", detail: "Shape 3 is gone." }, { status: 409 });
  expect(await problemOf(conflict)).toEqual(new TransportProblem("conflict", "Shape 3 is gone."));
  const refusal = Response.json({ detail: "shapes[0].points: NaN" }, { status: 400 });
  const problem = await problemOf(refusal);
  expect(problem).toMatchObject({ verdict: "refused", message: "shapes[0].points: NaN" });
});

test("what is loaded comes with its version", async () => {
  const body = { tags: [], shapes: [], tracks: [] };
  fetched.mockResolvedValueOnce(Response.json(body, { headers: { ETag: '"v12.1f3a"' } }));
  expect(await httpTransport.load(7)).toEqual({ ...body, version: 12 });
});

test("news are asked for since a version", async () => {
  const body = { version: 5, changed: {}, deleted: {} };
  fetched.mockResolvedValueOnce(Response.json(body));
  expect(await httpTransport.news(7, 4)).toEqual(body);
  expect(fetched.mock.calls[0]?.[0]).toBe("/api/jobs/7/annotations/changes?since=4");
});
