import { describe, expect, it } from "vitest";
import { withParagraph } from "./guide";
import { rendered } from "./markdown";

function shown(markdown: string): HTMLElement {
  const place = document.createElement("div");
  place.append(rendered(markdown));
  return place;
}

describe("a guide's text", () => {
  it("is drawn with headings, lists, tables and pictures of this server", () => {
    const text = "# Cars\n\n- all\n- parked\n\n|a|b|\n|-|-|\n|1|2|\n\n![how](/api/assets/1)";
    const place = shown(text);
    expect(place.querySelector("h1")?.textContent).toBe("Cars");
    expect(place.querySelectorAll("li")).toHaveLength(2);
    expect(place.querySelectorAll("td")).toHaveLength(2);
    expect(place.querySelector("img")?.getAttribute("src")).toBe("/api/assets/1");
  });

  it.each([
    "<script>alert(1)</script>",
    '<img src="/x" onerror="alert(1)">',
    '<a href="javascript:alert(1)">x</a>',
    "[x](javascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<form action="/api/auth/logout"><button>x</button></form>',
    '<p style="position:fixed;inset:0">x</p>',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
  ])("runs, hides and sends nothing: %s", (text) => {
    const place = shown(text);
    const html = place.innerHTML;
    expect(html).not.toMatch(/javascript:|onerror|srcdoc|style=/i);
    expect(place.querySelector("script, iframe, form, button, style, svg")).toBeNull();
    for (const link of place.querySelectorAll("a[href]")) {
      expect(link.getAttribute("href")).not.toMatch(/^data:/);
    }
  });

  it("fetches nothing from other sites", () => {
    const place = shown("![map](https://elsewhere.example/map.png) ![x](//elsewhere.example/y)");
    expect(place.querySelector("img")).toBeNull();
    expect(place.querySelector("a")?.getAttribute("href")).toBe(
      "https://elsewhere.example/map.png",
    );
  });
});

describe("withParagraph", () => {
  it("keeps what is added apart from what is around it", () => {
    expect(withParagraph("<p>a\nb", 4, "![c](d)")).toBe("<p>a\n\n![c](d)\n\nb");
    expect(withParagraph("", Number.POSITIVE_INFINITY, "![c](d)")).toBe("![c](d)");
  });
});
