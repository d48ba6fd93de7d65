import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useCreation } from "./creation";
import type { Wanted } from "./wanted";

/** The server, as far as making a task needs it. */
class Server {
  calls: string[] = [];
  /** Answers to give once instead of the usual one, by "METHOD path". */
  trouble = new Map<string, Response>();
  outcome: object = { status: "finished" };
  tasks = 0;

  readonly fetch = async (input: RequestInfo | URL, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    const call = `${init.method ?? "GET"} ${String(input)}`;
    const step = ["Upload-Start", "Upload-Finish"].find((name) => headers.has(name));
    this.calls.push(step ? `${call} ${step}` : call);
    const trouble = this.trouble.get(call);
    if (trouble && !step) {
      this.trouble.delete(call);
      return trouble;
    }
    return this.answer(call, step, headers, init.body as Blob | null);
  };

  private answer(call: string, step: string | undefined, headers: Headers, body: Blob | null) {
    if (call === "POST /api/tasks") {
      this.tasks += 1;
      return json({ id: this.tasks });
    }
    if (call.startsWith("GET /api/requests/")) return json(this.outcome);
    if (step === "Upload-Finish") return json({ rq_id: "read-it" });
    if (step || call.startsWith("DELETE")) return new Response(null, { status: 204 });
    const reached = Number(headers.get("Upload-Offset")) + (body?.size ?? 0);
    if (call.startsWith("PATCH")) return held(reached);
    if (call.startsWith("HEAD")) return held(0);
    const name = atob(headers.get("Upload-Metadata")?.split(" ")[1] ?? "");
    return new Response("", { status: 201, headers: { Location: `/up/${name}` } });
  }

  patches(name: string) {
    return this.calls.filter((call) => call === `PATCH /up/${name}`).length;
  }
}

const json = (body: unknown) => new Response(JSON.stringify(body));
const held = (bytes: number) =>
  new Response(null, { status: 204, headers: { "Upload-Offset": `${bytes}` } });

const files = ["a.jpg", "b.jpg"].map((name) => ({ name, file: new File(["picture"], name) }));
const wanted: Wanted = {
  elsewhere: null,
  name: "street",
  projectId: null,
  labels: [],
  files,
  more: {},
  data: { image_quality: 70, sorting_method: "natural" },
};

let server: Server;

beforeEach(() => {
  server = new Server();
  vi.stubGlobal("fetch", server.fetch);
});

afterEach(() => {
  useCreation.getState().forget();
  vi.unstubAllGlobals();
});

const { start, retry, cancel } = useCreation.getState();
const creation = () => useCreation.getState().creation;
const reached = (stage: string) => vi.waitFor(() => expect(creation()?.stage).toBe(stage));

describe("a task being made", () => {
  it("is created, filled and read, in this order", async () => {
    start(wanted);
    await reached("done");
    expect(server.calls[0]).toBe("POST /api/tasks");
    expect(server.calls[1]).toBe("POST /api/tasks/1/data/ Upload-Start");
    expect(server.calls.at(-2)).toBe("POST /api/tasks/1/data/ Upload-Finish");
    expect(creation()).toMatchObject({ taskId: 1, read: 1, error: null });
  });

  it("sends only what is missing after a failure", async () => {
    server.trouble.set("PATCH /up/b.jpg", new Response('"No space left."', { status: 413 }));
    start(wanted);
    await reached("failed");
    expect(creation()?.error?.detail).toBe("No space left.");
    retry();
    await reached("done");
    expect(server.tasks).toBe(1);
    expect(server.patches("a.jpg")).toBe(1);
    expect(server.patches("b.jpg")).toBe(2);
  });

  it("is made anew when the server could not read the files", async () => {
    server.outcome = { status: "failed", message: "a.jpg is broken" };
    start(wanted);
    await reached("failed");
    expect(creation()?.error).toMatchObject({ code: "failed", detail: "a.jpg is broken" });
    server.outcome = { status: "finished" };
    retry();
    await reached("done");
    expect(server.calls).toContain("DELETE /api/tasks/1");
    expect(creation()?.taskId).toBe(2);
    expect(server.patches("a.jpg")).toBe(2);
  });

  it("keeps what was asked for when even the task cannot be made", async () => {
    const refusal = new Response('{"name": ["Too long."]}', { status: 400 });
    server.trouble.set("POST /api/tasks", refusal);
    start(wanted);
    await reached("failed");
    expect(creation()?.wanted.files).toHaveLength(2);
    retry();
    await reached("done");
  });

  it("leaves no half-made task behind when it is cancelled", async () => {
    server.outcome = { status: "started", progress: 0.5 };
    start(wanted);
    await vi.waitFor(() => expect(creation()?.read).toBe(0.5));
    await cancel();
    expect(creation()).toBeNull();
    expect(server.calls).toContain("POST /api/requests/read-it/cancel");
    expect(server.calls.at(-1)).toBe("DELETE /api/tasks/1");
  });

  it("makes one task after the other of several orders, and waits with the rest at one that fails", async () => {
    const [quay, pier] = [
      { ...wanted, name: "quay" },
      { ...wanted, name: "pier" },
    ];
    server.trouble.set("PATCH /up/b.jpg", new Response('"No space left."', { status: 413 }));
    start(wanted, quay, pier);
    await reached("failed");
    expect(useCreation.getState().waiting).toEqual([quay, pier]);
    retry();
    await reached("done");
    expect(server.tasks).toBe(3);
    expect(creation()).toMatchObject({ taskId: 3, wanted: { name: "pier" } });
  });
});
