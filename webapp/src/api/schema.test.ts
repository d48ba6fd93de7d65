import openapiTS, { astToString, COMMENT_HEADER, type OpenAPI3 } from "openapi-typescript";
import { expect, it } from "vitest";
import document from "./openapi.json";
import types from "./schema.d.ts?raw";

it("has types that were generated from the server's document: `npm run api`", async () => {
  const options = { alphabetize: true, defaultNonNullable: false };
  const made = astToString(await openapiTS(document as unknown as OpenAPI3, options));
  expect(types).toBe(COMMENT_HEADER + made);
});
