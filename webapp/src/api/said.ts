/** What the body of an error says by itself; no words of ours, so that workers may read it too. */
export interface Said {
  readonly code?: string;
  readonly detail?: string;
  /** Complaints by field; nested ones are called `labels.0.name`. */
  readonly fields: Readonly<Record<string, string>>;
  /** The body, when it is an object. */
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * What a body says.
 *
 * Understands `{code, detail, fields}`, `{detail}`, a mapping of fields to complaints, a list of
 * complaints, and plain text.
 */
export function saidIn(body: unknown): Said {
  if (typeof body === "string") return said(plainText(body));
  if (!isRecord(body)) return said(sentences(body));
  const { code, detail, fields, ...rest } = body;
  const complaints = flatten(isRecord(fields) ? fields : detail === undefined ? rest : {});
  return {
    ...said(sentences(detail) ?? summary(complaints)),
    ...(typeof code === "string" ? { code } : {}),
    fields: complaints,
    body,
  };
}

function said(detail: string | undefined): Said {
  return { ...(detail === undefined ? {} : { detail }), fields: {}, body: {} };
}

/** The body of an answer, as JSON where it is that, else as text. */
export async function bodyOf(response: Response): Promise<unknown> {
  return parsed(await response.text().catch(() => ""));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function plainText(text: string): string | undefined {
  const trimmed = text.trim();
  // A page of HTML is a proxy's or a crash's, and no sentence.
  return trimmed && !trimmed.startsWith("<") && trimmed.length < 500 ? trimmed : undefined;
}

function sentences(value: unknown): string | undefined {
  if (typeof value === "string") return value || undefined;
  if (!Array.isArray(value)) return undefined;
  const said = value.map(sentenceOf).filter(Boolean);
  return said.length ? said.join(" ") : undefined;
}

function sentenceOf(item: unknown): string {
  if (typeof item === "string") return item;
  if (!isRecord(item) || typeof item.msg !== "string") return "";
  const where = Array.isArray(item.loc) ? item.loc.slice(1).join(".") : "";
  return where ? `${where}: ${item.msg}.` : item.msg;
}

function flatten(fields: Record<string, unknown>, path = ""): Record<string, string> {
  return Object.assign(
    {},
    ...Object.entries(fields).map(([name, value]) => {
      const key = path + name;
      const said = sentences(value);
      if (said) return { [key]: said };
      if (Array.isArray(value)) return flatten({ ...value }, `${key}.`);
      return isRecord(value) ? flatten(value, `${key}.`) : {};
    }),
  );
}

function summary(fields: Record<string, string>): string | undefined {
  const said = Object.entries(fields).map(([name, text]) =>
    name === "non_field_errors" ? text : `${name}: ${text}`,
  );
  return said.length ? said.join(" ") : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
