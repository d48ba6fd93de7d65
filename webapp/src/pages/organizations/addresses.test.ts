import { expect, it } from "vitest";
import { addressesIn } from "./addresses";

it("finds addresses however a list was pasted", () => {
  expect(addressesIn("ada@example.org, bob@example.org\n\neve@example.org;x@y.org")).toEqual([
    "ada@example.org",
    "bob@example.org",
    "eve@example.org",
    "x@y.org",
  ]);
});

it("leaves names and repeated addresses out", () => {
  expect(addressesIn("Ada Lovelace <ada@example.org> ADA@example.org")).toEqual([
    "ADA@example.org",
  ]);
});
