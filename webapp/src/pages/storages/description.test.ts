import { expect, it } from "vitest";
import type { CloudStorage, StorageKind } from "../../api/types";
import { bodyOf, emptyForm, formOf } from "./description";

const field = (name: string, secret = false) => ({ name, secret }) as never;
const kind = {
  name: "AWS_S3_BUCKET",
  credentials: [
    {
      name: "KEY_SECRET_KEY_PAIR",
      title: "",
      fields: [field("key", true), field("secret_key", true)],
    },
    { name: "ANONYMOUS_ACCESS", title: "", fields: [] },
  ],
  attributes: [field("region"), field("prefix")],
} as unknown as StorageKind;

const filled = {
  ...emptyForm(kind),
  name: " Streets ",
  resource: "street-photos",
  secrets: { key: "k", secret_key: "s" },
  attributes: { region: "eu-central-1", prefix: "2026/a b&c", gone: "x" },
};

it("sends what the kind asks for", () => {
  expect(bodyOf(filled, kind)).toMatchObject({
    display_name: "Streets",
    credentials_type: "KEY_SECRET_KEY_PAIR",
    key: "k",
    secret_key: "s",
    specific_attributes: "region=eu-central-1&prefix=2026%2Fa+b%26c",
  });
});

it("sends no secrets of a way that was not chosen", () => {
  const body = bodyOf({ ...filled, access: "ANONYMOUS_ACCESS" }, kind);
  expect(body).not.toHaveProperty("secret_key");
});

it("reads back what it wrote, and leaves secrets that are not typed anew alone", () => {
  const { key: _, secret_key: __, ...shown } = bodyOf(filled, kind);
  const form = formOf(shown as unknown as CloudStorage);
  expect(form.attributes).toEqual({ region: "eu-central-1", prefix: "2026/a b&c" });
  expect(bodyOf(form, kind)).toEqual(shown);
});
