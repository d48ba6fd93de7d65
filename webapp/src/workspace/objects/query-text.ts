/** How a value is compared: `:` is "contains", `!:` "does not contain". */
export const SIGNS = ["=", "!=", ":", "!:", "<", "<=", ">", ">="] as const;
export type Sign = (typeof SIGNS)[number];

/** One comparison. With the name "" any text of the object may contain the value, or a flag be it. */
export interface Term {
  readonly name: string;
  readonly sign: Sign;
  readonly value: string;
}

/** Terms of which one has to hold, or with `not` none. */
export interface Clause {
  readonly not: boolean;
  readonly terms: readonly Term[];
}

const WORDS = /(?:[^\s"]|"[^"]*"?)+/g;
const ALTERNATIVES = /(?:[^|"]|"[^"]*"?)+/g;
const COMPARISON = /^((?:[^<>=:!"]|"[^"]*")+)(<=|>=|!=|!:|=|:|<|>)(.*)$/;
const NUMBER = /^#(\d+)$/;

/** The clauses of a query as it is typed, all of which have to hold; anything can be read. */
export function readClauses(text: string): Clause[] {
  return (text.match(WORDS) ?? []).map((word) => readClause(word));
}

/** The query that reads as these clauses. */
export function writeClauses(clauses: readonly Clause[]): string {
  return clauses
    .filter(({ terms }) => terms.length > 0)
    .map(({ not, terms }) => `${not ? "-" : ""}${terms.map(writeTerm).join("|")}`)
    .join(" ");
}

function readClause(word: string): Clause {
  if (word.length > 1 && word.startsWith("-")) {
    const { not, terms } = readClause(word.slice(1));
    return { not: !not, terms };
  }
  return { not: false, terms: (word.match(ALTERNATIVES) ?? [word]).map(readTerm) };
}

function readTerm(word: string): Term {
  const [, name, sign, value = ""] = COMPARISON.exec(word) ?? [];
  if (name !== undefined) return { name: plain(name), sign: sign as Sign, value: plain(value) };
  const number = NUMBER.exec(word)?.[1];
  if (number !== undefined) return { name: "id", sign: "=", value: number };
  return { name: "", sign: ":", value: plain(word) };
}

function writeTerm({ name, sign, value }: Term): string {
  if (name === "") return quoted(value, WORD);
  return `${quoted(name, WORD)}${sign}${quoted(value, VALUE)}`;
}

/** What needs no quotation marks; a word may not begin like a negation. */
const VALUE = /^[\p{L}\p{N}_.-]+$/u;
const WORD = /^(?!-)[\p{L}\p{N}_.-]+$/u;

function quoted(text: string, bare: RegExp): string {
  return bare.test(text) ? text : `"${plain(text)}"`;
}

const plain = (text: string) => text.replaceAll('"', "");
