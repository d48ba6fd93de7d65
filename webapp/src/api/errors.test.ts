import { describe, expect, it } from "vitest";
import { useLanguage } from "../i18n";
import { ApiError, asApiError, errorFrom, errorOf } from "./errors";

describe("errorFrom", () => {
  it("takes the server's code and sentence", () => {
    const error = errorFrom(409, { code: "conflict", detail: "Job 4 is locked." });
    expect(error).toMatchObject({ status: 409, code: "conflict", detail: "Job 4 is locked." });
  });

  it("says in the language of the person what a code means, before the server's own words", async () => {
    const words = { code: "no_space", detail: "The disk is full." };
    expect(errorFrom(507, words).detail).toBe("The disk is full.");
    await useLanguage.getState().choose("de");
    expect(errorFrom(507, words).detail).toBe(
      "Auf dem Server ist kein Platz mehr. (The disk is full.)",
    );
    expect(errorFrom(400, { code: "of_a_plugin", detail: "Odd." }).detail).toBe("Odd.");
    await useLanguage.getState().choose("en");
  });

  it("keeps complaints by field and sums them up in one sentence", () => {
    const error = errorFrom(400, { name: ["Too long."], "labels[0].name": ["Missing."] });
    expect(error.fields).toEqual({ name: "Too long.", "labels[0].name": "Missing." });
    expect(error.detail).toBe("name: Too long. labels[0].name: Missing.");
  });

  it("gives nested complaints a path", () => {
    const error = errorFrom(400, { labels: [{ name: ["Missing."] }] });
    expect(error.fields).toEqual({ "labels.0.name": "Missing." });
  });

  it("does not name a field for complaints about the whole", () => {
    expect(errorFrom(400, { non_field_errors: ["Wrong password."] }).detail).toBe(
      "Wrong password.",
    );
  });

  it("reads a bare list and plain text", () => {
    expect(errorFrom(400, ["No such frame."]).detail).toBe("No such frame.");
    expect(errorFrom(400, "Wrong quality value").detail).toBe("Wrong quality value");
  });

  it("never shows a proxy's page to people", () => {
    const error = errorFrom(502, "<html><h1>Bad Gateway</h1></html>");
    expect(error.detail).toBe("The server cannot be reached right now.");
    expect(error.code).toBe("unreachable");
  });

  it("keeps the whole answer for those who understand it", () => {
    const error = errorFrom(409, { detail: "Running.", code: "conflict", rq_id: "action=export" });
    expect(error.body.rq_id).toBe("action=export");
    expect(error.fields).toEqual({});
  });

  it("has a sentence for any status", () => {
    expect(errorFrom(418, undefined).detail).toBe("The server answered 418.");
  });
});

describe("errorOf", () => {
  it("reads a response", async () => {
    const response = new Response('{"detail": "Not found.", "code": "not_found"}', { status: 404 });
    expect(await errorOf(response)).toMatchObject({ status: 404, detail: "Not found." });
  });
});

describe("asApiError", () => {
  it("calls a failed fetch offline, and lets it be tried again", () => {
    const error = asApiError(new TypeError("Failed to fetch"));
    expect(error.code).toBe("offline");
    expect(error.isTransient).toBe(true);
  });

  it("tells a cancelled call from a lost connection", () => {
    expect(asApiError(new DOMException("", "AbortError")).code).toBe("cancelled");
  });

  it("leaves an ApiError as it is", () => {
    const error = new ApiError(403, "forbidden", "No.");
    expect(asApiError(error)).toBe(error);
    expect(error.isTransient).toBe(false);
  });
});
