import type { CloudStorage, StorageKind } from "../../api/types";

/** A storage as its form holds it. */
export interface StorageForm {
  kind: string;
  name: string;
  resource: string;
  access: string;
  /** By the names that the kind gives them; empty ones are not sent. */
  secrets: Record<string, string | undefined>;
  attributes: Record<string, string | undefined>;
  description: string;
  manifests: string[];
}

/** A form for a new storage of that kind. */
export function emptyForm(kind: StorageKind | undefined): StorageForm {
  return {
    kind: kind?.name ?? "",
    name: "",
    resource: "",
    access: kind?.credentials[0]?.name ?? "",
    secrets: {},
    attributes: {},
    description: "",
    manifests: [],
  };
}

/** The form of a storage that is there; its secrets are not known. */
export function formOf(storage: CloudStorage): StorageForm {
  return {
    kind: storage.provider_type,
    name: storage.display_name,
    resource: storage.resource,
    access: storage.credentials_type,
    secrets: {},
    attributes: Object.fromEntries(new URLSearchParams(storage.specific_attributes)),
    description: storage.description,
    manifests: storage.manifests,
  };
}

/** What the server is sent; secrets of other ways to get in are left out. */
export function bodyOf(form: StorageForm, kind: StorageKind): Record<string, unknown> {
  const fields = kind.credentials.find(({ name }) => name === form.access)?.fields ?? [];
  const secrets = fields.flatMap(({ name }) => {
    const secret = form.secrets[name]?.trim();
    return secret ? [[name, secret]] : [];
  });
  const attributes = kind.attributes.flatMap(({ name }) => {
    const value = form.attributes[name]?.trim();
    return value ? [[name, value]] : [];
  });
  return {
    provider_type: form.kind,
    resource: form.resource.trim(),
    display_name: form.name.trim(),
    credentials_type: form.access,
    specific_attributes: `${new URLSearchParams(attributes as string[][])}`,
    description: form.description,
    manifests: form.manifests,
    ...Object.fromEntries(secrets),
  };
}
