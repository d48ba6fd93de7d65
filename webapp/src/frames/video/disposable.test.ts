import { expect, test } from "vitest";
import { disposableIn } from "./disposable";

const SPS = [0x67, 1, 2];
const REFERENCE = [0x41, 9];
const DISPOSABLE = [0x01, 9];

const withLengths = (...units: number[][]) =>
  new Uint8Array(units.flatMap((unit) => [0, 0, 0, unit.length, ...unit]));
const withCodes = (...units: number[][]) =>
  new Uint8Array(units.flatMap((unit) => [0, 0, 0, 1, ...unit]));

test.each([
  ["lengths", withLengths, new Uint8Array([1, 100, 0, 31, 0xff])],
  ["start codes", withCodes, undefined],
])("H.264 tells what nothing is decoded from, with %s", (_, packet, description) => {
  const config = { codec: "avc1.64001f", ...(description ? { description } : {}) };
  const isDisposable = disposableIn(config);
  expect(isDisposable(packet(DISPOSABLE))).toBe(true);
  expect(isDisposable(packet(SPS, DISPOSABLE))).toBe(true);
  expect(isDisposable(packet(SPS, REFERENCE))).toBe(false);
  expect(isDisposable(packet(SPS))).toBe(false);
  expect(isDisposable(new Uint8Array([0, 0]))).toBe(false);
});

test("of other codecs everything is decoded", () => {
  expect(disposableIn({ codec: "vp09.00.10.08" })(withLengths(DISPOSABLE))).toBe(false);
});
