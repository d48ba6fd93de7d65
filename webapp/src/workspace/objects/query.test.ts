import { expect, test } from "vitest";
import { type Fact, readQuery } from "./query";

const CAR = facts(
  { id: 12, label: "Red Car", type: "polygon", width: 120.5, colour: "dark red", layer: 0 },
  "track",
  "occluded",
);

function facts(values: Record<string, Fact>, ...flags: string[]) {
  const entries = Object.entries(values).map(([name, value]) => [name, [value]] as const);
  return { values: new Map(entries), flags: new Set(flags) };
}

const holds = (text: string) => readQuery(text)?.(CAR);

test.each([
  ["car", true],
  ["bus", false],
  ["poly occluded", true],
  ["poly hidden", false],
  ["-occluded", false],
  ["-hidden car", true],
  ["bus|car", true],
  ["#12", true],
  ["#1", false],
  ["label=car", false],
  ['label="red car"', true],
  ["label:CAR", true],
  ["type=polygon|type=mask", true],
  ["width>100 width<=120.5", true],
  ["width<100", false],
  ["colour!=blue", true],
  ['colour="dark red"', true],
  ["layer=0", true],
  ["nothing=1", false],
  ["nothing!=1", true],
  ["label!:bus", true],
  ["label!:car", false],
  ["is=track", true],
  ["is!=occluded", false],
  ["is=occlu", false],
])("%s: %s", (text, expected) => {
  expect(holds(text)).toBe(expected);
});

test("an empty text asks for nothing, and any other can be read", () => {
  expect(readQuery("  ")).toBeNull();
  for (const text of ["-", "|", '"', "=", "a=", "<>", "--a", '"unclosed text', "#"])
    expect(typeof holds(text), text).toBe("boolean");
});
