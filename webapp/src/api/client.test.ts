import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api, onSignedOut, request, requestJson, unwrap } from "./client";

const fetched = vi.fn<typeof fetch>();

beforeEach(() => {
  vi.stubGlobal("fetch", fetched);
  // biome-ignore lint/suspicious/noDocumentCookie: the client reads this very cookie
  document.cookie = "csrftoken=abc123";
});

afterEach(() => {
  vi.unstubAllGlobals();
  fetched.mockReset();
});

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });

function sentHeaders(): Headers {
  const [input, init] = fetched.mock.calls.at(-1) ?? [];
  return input instanceof Request ? input.headers : new Headers(init?.headers);
}

describe("request", () => {
  it("sends the CSRF token with what may change something", async () => {
    fetched.mockResolvedValue(json({}));
    await requestJson("/api/projects", "POST", { name: "a" });
    expect(sentHeaders().get("X-CSRFTOKEN")).toBe("abc123");
  });

  it("does not send it with what only reads", async () => {
    fetched.mockResolvedValue(json({}));
    await requestJson("/api/projects");
    expect(sentHeaders().has("X-CSRFTOKEN")).toBe(false);
  });

  it("tells who listens that nobody is signed in", async () => {
    const told = vi.fn();
    const stop = onSignedOut(told);
    fetched.mockResolvedValue(json({ detail: "Sign in." }, 401));
    await expect(request("/api/tasks")).rejects.toMatchObject({ status: 401, detail: "Sign in." });
    expect(told).toHaveBeenCalledOnce();
    stop();
    await expect(request("/api/tasks")).rejects.toThrow();
    expect(told).toHaveBeenCalledOnce();
  });

  it("answers undefined for an empty body", async () => {
    fetched.mockResolvedValue(new Response(null, { status: 204 }));
    expect(await requestJson("/api/tasks/1", "DELETE")).toBeUndefined();
  });
});

describe("the typed client", () => {
  // The browser resolves an address against its page; Node's Request does not.
  const at = { baseUrl: "http://limn.test" };

  it("sends the CSRF token too", async () => {
    fetched.mockResolvedValue(json({ id: 1 }, 201));
    await unwrap(api.POST("/api/projects", { ...at, body: { name: "a", labels: [] } }));
    expect(sentHeaders().get("X-CSRFTOKEN")).toBe("abc123");
  });

  it("throws the server's complaint", async () => {
    fetched.mockImplementation(async () => json({ name: ["Taken."] }, 400));
    const answer = unwrap(api.POST("/api/projects", { ...at, body: { name: "a", labels: [] } }));
    await expect(answer).rejects.toMatchObject({ fields: { name: "Taken." } });
  });

  it("calls a lost connection offline", async () => {
    fetched.mockRejectedValue(new TypeError("Failed to fetch"));
    const answer = unwrap(api.GET("/api/server/about", at));
    await expect(answer).rejects.toMatchObject({ code: "offline" });
  });
});
