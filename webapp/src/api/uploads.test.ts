import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { inParallel, send, type Upload } from "./uploads";

const url = "/api/tasks/5/data/";

/** A TUS server behind `fetch`, which can be told to misbehave. */
class TusServer {
  readonly calls: string[] = [];
  readonly files = new Map<string, { size: number; bytes: number[] }>();
  /** What happens instead of the next PATCHes: an error, a status, or nothing special. */
  trouble: (Error | number | null)[] = [];
  /** Bytes of a PATCH that arrive before the connection breaks. */
  arrivesBeforeBreak = 0;
  namesTaken = false;

  readonly fetch = vi.fn(async (input: RequestInfo | URL, init: RequestInit = {}) => {
    const method = init.method ?? "GET";
    this.calls.push(method);
    init.signal?.throwIfAborted();
    const headers = new Headers(init.headers);
    if (method === "POST") return this.create(headers);
    const file = this.files.get(String(input));
    if (!file) return new Response("", { status: 404 });
    if (method === "PATCH") return this.patch(file, headers, init.body as Blob);
    return offset(200, file.bytes.length);
  });

  private create(headers: Headers) {
    if (this.namesTaken) return new Response('"The name is taken."', { status: 409 });
    const location = `${url}file-${this.files.size}`;
    this.files.set(location, { size: Number(headers.get("Upload-Length")), bytes: [] });
    return new Response("", {
      status: 201,
      headers: { Location: `http://inner-name:8080${location}` },
    });
  }

  private async patch(file: { bytes: number[] }, headers: Headers, body: Blob) {
    const bytes = [...new Uint8Array(await bytesOf(body))];
    const trouble = this.trouble.shift();
    if (trouble instanceof Error) {
      file.bytes.push(...bytes.slice(0, this.arrivesBeforeBreak));
      throw trouble;
    }
    if (trouble) return new Response("", { status: trouble });
    if (Number(headers.get("Upload-Offset")) !== file.bytes.length) {
      return new Response("", { status: 409 });
    }
    file.bytes.push(...bytes);
    return offset(204, file.bytes.length);
  }
}

function offset(status: number, value: number) {
  return new Response(null, { status, headers: { "Upload-Offset": `${value}` } });
}

function bytesOf(blob: Blob): Promise<ArrayBuffer> {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as ArrayBuffer);
    reader.readAsArrayBuffer(blob);
  });
}

const content = Array.from({ length: 25 }, (_, place) => place);
const quick = { chunk: 10, pauses: [0, 0, 0] };

function newUpload(name = "straße 1.jpg"): Upload {
  return { file: new File([new Uint8Array(content)], name), name, location: null };
}

let server: TusServer;

beforeEach(() => {
  server = new TusServer();
  vi.stubGlobal("fetch", server.fetch);
});

afterEach(() => vi.unstubAllGlobals());

const arrived = () => [...server.files.values()].map(({ bytes }) => bytes);

describe("send", () => {
  it("sends a file in chunks and tells how far it is", async () => {
    const progress: number[] = [];
    await send(url, newUpload(), { ...quick, onProgress: (sent) => progress.push(sent) });
    expect(arrived()).toEqual([content]);
    expect(server.calls).toEqual(["POST", "PATCH", "PATCH", "PATCH"]);
    expect(progress).toEqual([0, 10, 20, 25]);
  });

  it("names the file in UTF-8", async () => {
    await send(url, newUpload(), quick);
    const headers = new Headers(server.fetch.mock.calls[0]?.[1]?.headers);
    const [, encoded = ""] = headers.get("Upload-Metadata")?.split(" ") ?? [];
    const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
    expect(new TextDecoder().decode(bytes)).toBe("straße 1.jpg");
  });

  it("goes on where the server stopped after the connection broke", async () => {
    server.trouble = [null, new TypeError("Failed to fetch")];
    server.arrivesBeforeBreak = 4;
    await send(url, newUpload(), quick);
    expect(server.calls).toEqual(["POST", "PATCH", "PATCH", "HEAD", "PATCH", "PATCH"]);
    expect(arrived()).toEqual([content]);
  });

  it("asks for the offset when the server expects another", async () => {
    server.trouble = [409];
    await send(url, newUpload(), quick);
    expect(arrived()).toEqual([content]);
  });

  it("begins anew when the server has forgotten the upload", async () => {
    const upload = newUpload();
    upload.location = `${url}gone`;
    await send(url, upload, quick);
    expect(server.calls.slice(0, 2)).toEqual(["HEAD", "POST"]);
    expect(arrived()).toEqual([content]);
  });

  it("gives up after its patience, and a later call sends only the rest", async () => {
    const upload = newUpload();
    server.trouble = [null, 503, 503, 503, 503];
    await expect(send(url, upload, quick)).rejects.toMatchObject({ status: 503 });
    server.trouble = [];
    const before = server.calls.length;
    await send(url, upload, quick);
    expect(server.calls.slice(before)).toEqual(["HEAD", "PATCH", "PATCH"]);
    expect(arrived()).toEqual([content]);
  });

  it("does not insist where the server refuses", async () => {
    server.trouble = [413];
    await expect(send(url, newUpload(), quick)).rejects.toMatchObject({ code: "too_large" });
    expect(server.calls).toEqual(["POST", "PATCH"]);
  });

  it("does not insist on a name that is taken", async () => {
    server.namesTaken = true;
    await expect(send(url, newUpload(), quick)).rejects.toMatchObject({
      status: 409,
      detail: "The name is taken.",
    });
    expect(server.calls).toEqual(["POST"]);
  });

  it("stops at once when it is cancelled", async () => {
    const stop = new AbortController();
    const sending = send(url, newUpload(), {
      ...quick,
      signal: stop.signal,
      onProgress: (sent) => sent === 10 && stop.abort(),
    });
    await expect(sending).rejects.toMatchObject({ code: "cancelled" });
    expect(arrived()[0]).toHaveLength(10);
  });

  it("stops waiting for another attempt when it is cancelled", async () => {
    const stop = new AbortController();
    server.trouble = [503];
    const sending = send(url, newUpload(), { chunk: 10, pauses: [60_000], signal: stop.signal });
    setTimeout(() => stop.abort(), 10);
    await expect(sending).rejects.toMatchObject({ code: "cancelled" });
  });

  it("creates an empty file without sending anything", async () => {
    await send(url, { file: new File([], "a.txt"), name: "a.txt", location: null }, quick);
    expect(server.calls).toEqual(["POST"]);
  });
});

describe("inParallel", () => {
  it("works on so many at a time, and on all of them", async () => {
    let now = 0;
    let most = 0;
    const done: number[] = [];
    await inParallel([1, 2, 3, 4, 5], 2, async (item) => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve, 1));
      now -= 1;
      done.push(item);
    });
    expect(most).toBe(2);
    expect(done.sort()).toEqual([1, 2, 3, 4, 5]);
  });

  it("takes nothing new after a failure, and throws it", async () => {
    const begun: number[] = [];
    const work = inParallel([1, 2, 3, 4], 2, async (item) => {
      begun.push(item);
      await new Promise((resolve) => setTimeout(resolve, item));
      if (item === 1) throw new Error("no");
    });
    await expect(work).rejects.toThrow("no");
    expect(begun).toEqual([1, 2]);
  });
});
