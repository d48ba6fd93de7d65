import { theme } from "antd";
import { describe, expect, it, test } from "vitest";
import { modeFor } from "./theme-mode";
import { kitTheme, labelHues, type Mode, overPicture, palettes, type } from "./tokens";

const modes = Object.keys(palettes) as Mode[];
const words = ["text", "quiet", "faint", "accentText", "green", "amber", "red", "blue"] as const;
const grounds = ["ground", "surface", "raised"] as const;

describe.each(modes)("the %s palette", (mode) => {
  const palette = palettes[mode];

  it.each(words)("writes %s with AA contrast on all grounds", (word) => {
    for (const ground of grounds) {
      expect(contrast(palette[word], palette[ground])).toBeGreaterThanOrEqual(4.5);
    }
  });

  it("keeps quiet text readable under the pointer", () => {
    for (const word of ["text", "quiet", "faint"] as const) {
      expect(contrast(palette[word], palette.hover)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it("writes on the accent with AA contrast", () => {
    expect(contrast(palette.onAccent, palette.accent)).toBeGreaterThanOrEqual(4.5);
  });

  it("shows the edge of a control without its text", () => {
    expect(contrast(palette.edge, palette.surface)).toBeGreaterThanOrEqual(3);
  });

  it.each([false, true])("lets the kit write in sizes of the scale (compact: %s)", (compact) => {
    const kit = theme.getDesignToken(kitTheme(mode, { compact }));
    expect([kit.fontSize, kit.fontSizeSM]).toEqual([compact ? 13 : 14, type.sizes[0]]);
    expect(kit.lineHeight * kit.fontSize).toBeGreaterThan(18);
  });

  it("has no cast of colour in its greys", () => {
    for (const name of ["ground", "surface", "raised", "hover", "line", "text"] as const) {
      const [red, green, blue] = [1, 3, 5].map((at) => palette[name].slice(at, at + 2));
      expect([green, blue]).toEqual([red, red]);
    }
  });
});

test("an issue is written on its mark with AA contrast", () => {
  expect(contrast(overPicture["on-issue"], overPicture.issue)).toBeGreaterThanOrEqual(4.5);
});

describe("label hues", () => {
  it("are 24 different ones", () => {
    expect(new Set(labelHues).size).toBe(24);
  });

  it("are seen on black and on white pictures", () => {
    for (const hue of labelHues) {
      expect(contrast(hue, "#000000")).toBeGreaterThan(3);
      expect(contrast(hue, "#ffffff")).toBeGreaterThan(2);
    }
  });

  it.each(Object.entries(sights()))("stay apart for %s sight", (_, sight) => {
    const seen = labelHues.map((hue) => oklab(sight(linear(hue))));
    const nearest = seen.flatMap((a, i) =>
      seen.slice(i + 1).map((b) => Math.hypot(...minus(a, b))),
    );
    expect(Math.min(...nearest)).toBeGreaterThan(0.05);
  });
});

describe("modeFor", () => {
  it("follows the system on pages, and is dark in the workspace", () => {
    expect(modeFor("system", "pages", false)).toBe("light");
    expect(modeFor("system", "pages", true)).toBe("dark");
    expect(modeFor("system", "workspace", false)).toBe("dark");
  });

  it("holds everywhere once chosen", () => {
    expect(modeFor("light", "workspace", true)).toBe("light");
    expect(modeFor("dark", "pages", false)).toBe("dark");
  });
});

type Triple = [number, number, number];

/** Contrast ratio of two colours as WCAG 2 defines it, 1 to 21. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string) => dot([0.2126, 0.7152, 0.0722], linear(colour));
  const [dark = 0, bright = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (bright + 0.05) / (dark + 0.05);
}

/** Machado, Oliveira and Fernandes 2009, severity 1.0, in linear RGB. */
function sights(): Record<string, (rgb: Triple) => Triple> {
  const through = (rows: Triple[]) => (rgb: Triple) =>
    rows.map((row) => Math.min(1, Math.max(0, dot(row, rgb)))) as Triple;
  return {
    usual: (rgb) => rgb,
    protan: through([
      [0.152286, 1.052583, -0.204868],
      [0.114503, 0.786281, 0.099216],
      [-0.003882, -0.048116, 1.051998],
    ]),
    deutan: through([
      [0.367322, 0.860646, -0.227968],
      [0.280085, 0.672501, 0.047413],
      [-0.01182, 0.04294, 0.968881],
    ]),
    tritan: through([
      [1.255528, -0.076749, -0.178779],
      [-0.078411, 0.930809, 0.147602],
      [0.004733, 0.691367, 0.3039],
    ]),
  };
}

function linear(hex: string): Triple {
  return [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as Triple;
}

function oklab(rgb: Triple): Triple {
  const cone = (row: Triple) => Math.cbrt(dot(row, rgb));
  const lms: Triple = [
    cone([0.4122214708, 0.5363325363, 0.0514459929]),
    cone([0.2119034982, 0.6806995451, 0.1073969566]),
    cone([0.0883024619, 0.2817188376, 0.6299787005]),
  ];
  return [
    dot([0.2104542553, 0.793617785, -0.0040720468], lms),
    dot([1.9779984951, -2.428592205, 0.4505937099], lms),
    dot([0.0259040371, 0.7827717662, -0.808675766], lms),
  ];
}

function dot(a: Triple, b: Triple): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function minus(a: Triple, b: Triple): Triple {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}
