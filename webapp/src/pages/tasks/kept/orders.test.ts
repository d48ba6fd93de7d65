import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useCreation } from "../creation";
import type { Wanted } from "../wanted";
import { filesOf, forgetOrder, interruptedOrders, type KeptOrder } from "./orders";
import { goingOn, matched, missingIn, standingOf } from "./standing";

const { start, resume, forget } = useCreation.getState();
const reached = (stage: string) =>
  vi.waitFor(() => expect(useCreation.getState().creation?.stage).toBe(stage));
const named = (name: string, text: string) => ({ name, file: new File([text], name) });
const [first, second, third] = [named("a.jpg", "aaa"), named("b.jpg", "bbbb"), named("c.jpg", "c")];

const wanted: Wanted = {
  elsewhere: null,
  name: "street",
  projectId: null,
  labels: [],
  files: [first, second, third],
  more: {},
  data: { image_quality: 70, sorting_method: "natural" },
};

/** A server that holds what it got, and stops answering when `refuses` says so. */
class Server {
  held = new Map<string, number>();
  sizes = new Map<string, number>();
  made = 0;
  patched: string[] = [];
  finished = 0;
  refuses = "";

  readonly fetch = async (input: RequestInfo | URL, init: RequestInit = {}) => {
    const [path, method] = [String(input), init.method ?? "GET"];
    const headers = new Headers(init.headers);
    if (this.refuses && path.includes(this.refuses)) {
      return new Response('"No space left."', { status: 413 });
    }
    if (path === "/api/tasks") {
      this.made += 1;
      return json({ id: this.made });
    }
    if (path.startsWith("/api/requests/")) return json({ status: "finished" });
    if (method === "GET") return json({ id: 1, size: 0 });
    if (headers.has("Upload-Start")) return new Response(null, { status: 202 });
    if (headers.has("Upload-Finish")) {
      this.finished += 1;
      return json({ rq_id: "read-it" });
    }
    if (headers.has("Upload-Length")) return this.begin(headers);
    const name = path.split("/").at(-1) as string;
    if (!this.held.has(name)) return new Response(null, { status: 404 });
    if (method === "PATCH") {
      this.patched.push(name);
      this.held.set(name, Number(headers.get("Upload-Offset")) + (init.body as Blob).size);
    }
    return new Response(null, {
      status: method === "HEAD" ? 200 : 204,
      headers: { "Upload-Offset": `${this.held.get(name)}` },
    });
  };

  private begin(headers: Headers) {
    const name = atob(headers.get("Upload-Metadata")?.split(" ")[1] ?? "");
    if (this.held.has(name)) {
      const told = { code: "conflict", message: "There is one.", upload: name };
      return new Response(JSON.stringify(told), { status: 409 });
    }
    this.held.set(name, 0);
    return new Response("", { status: 201, headers: { Location: `/up/${name}` } });
  }
}

const json = (body: unknown) => new Response(JSON.stringify(body));

let server: Server;

beforeEach(() => {
  server = new Server();
  vi.stubGlobal("fetch", server.fetch);
});

afterEach(async () => {
  await forgetOrder(useCreation.getState().creation?.wanted.kept);
  forget();
  vi.unstubAllGlobals();
});

/** The order as a page that is opened later finds it, this one having died in the middle. */
async function interrupted(refused: string): Promise<KeptOrder> {
  server.refuses = refused;
  start(wanted);
  await reached("failed");
  server.refuses = "";
  vi.resetModules();
  const later = await import("./orders");
  const [order] = await later.interruptedOrders();
  return order as KeptOrder;
}

describe("an order whose page died", () => {
  it("is offered by a later page, and by no page that works on it", async () => {
    const order = await interrupted("b.jpg");
    expect(order).toMatchObject({ taskId: 1, files: 3, bytes: 8, wanted: { name: "street" } });
    expect(await interruptedOrders()).toEqual([]);
  });

  it("goes on with the same task, and sends only what the server has not", async () => {
    const order = await interrupted("b.jpg");
    const standing = await standingOf(order);
    const missing = missingIn(standing);
    expect(missing.map(({ name }) => name)).not.toContain("a.jpg");
    const { same, others } = await matched(missing, wanted.files);
    expect(others).toEqual([]);
    resume({ ...wanted, files: same, kept: order.id }, order.taskId, goingOn(standing, same));
    await reached("done");
    expect([server.made, server.finished]).toEqual([1, 1]);
    expect(server.patched.filter((name) => name === "a.jpg")).toHaveLength(1);
    expect([...server.held.values()].reduce((sum, bytes) => sum + bytes, 0)).toBe(8);
    expect(await filesOf(order.id)).toEqual([]);
  });

  it("does not take another file for one that is there in part", async () => {
    const order = await interrupted("b.jpg");
    const standing = await standingOf(order);
    const other = { name: "b.jpg", file: new File(["xxxx"], "b.jpg") };
    const begun = missingIn(standing).map((file) => ({ ...file, sent: 2 }));
    expect(await matched(begun, [other])).toMatchObject({ same: [], others: ["b.jpg"] });
    const longer = { name: "c.jpg", file: new File(["cc"], "c.jpg") };
    expect((await matched(missingIn(standing), [longer])).same).toEqual([]);
  });

  it("needs a file again that the server has forgotten", async () => {
    const order = await interrupted("b.jpg");
    server.held.delete("a.jpg");
    const names = missingIn(await standingOf(order)).map(({ name }) => name);
    expect(names).toContain("a.jpg");
  });
});
