/** A value of an object that a query may ask for: words are compared without regard to case. */
export type Fact = string | number;

/** What is known of one object, by name: `label`, `width`, names of attributes, … */
export interface Facts {
  readonly values: ReadonlyMap<string, readonly Fact[]>;
  /** `occluded`, `track`, `hidden`, … */
  readonly flags: ReadonlySet<string>;
}

/** Something that holds of an object or does not. */
type Term = (facts: Facts) => boolean;

export type Query = (facts: Facts) => boolean;

const COMPARISON = /^([^<>=:!]+)(<=|>=|!=|=|:|<|>)(.*)$/;
const WORDS = /(?:[^\s"]|"[^"]*"?)+/g;

/**
 * Reads what was typed into the search of objects.
 *
 * Words that all must hold, each of them `word` (somewhere in a value, or a flag as
 * `occluded`), `#12` (the number), or `name=value` with `=`, `!=`, `:` (contains), `<`, `>`,
 * `<=`, `>=`. `-` before a word turns it round, `|` within one offers others, and quotation
 * marks hold a text with spaces together. Anything can be read; `null` asks for nothing.
 */
export function readQuery(text: string): Query | null {
  const terms = (text.match(WORDS) ?? []).map(readWord);
  return terms.length > 0 ? (facts) => terms.every((term) => term(facts)) : null;
}

function readWord(word: string): Term {
  if (word.length > 1 && word.startsWith("-")) {
    const term = readWord(word.slice(1));
    return (facts) => !term(facts);
  }
  const others = split(word).map(readTerm);
  return (facts) => others.some((term) => term(facts));
}

/** At each `|` outside of quotation marks. */
function split(word: string): string[] {
  return word.match(/(?:[^|"]|"[^"]*"?)+/g) ?? [word];
}

function readTerm(word: string): Term {
  const [, name, sign = "", value = ""] = COMPARISON.exec(word) ?? [];
  if (name !== undefined) return comparison(plain(name), sign, plain(value));
  const wanted = plain(word);
  if (/^#\d+$/.test(wanted)) return comparison("id", "=", wanted.slice(1));
  return ({ values, flags }) =>
    flags.has(wanted) ||
    [...values.values()].flat().some((fact) => typeof fact === "string" && has(fact, wanted));
}

function comparison(name: string, sign: string, value: string): Term {
  const holds = (fact: Fact): boolean => {
    if (sign === ":") return has(String(fact), value);
    if (sign === "=" || sign === "!=") return isSame(fact, value);
    const [a, b] = [Number(fact), Number(value)];
    if (sign.endsWith("=") && a === b) return true;
    return sign.startsWith("<") ? a < b : a > b;
  };
  return ({ values }) => (values.get(name) ?? []).some(holds) !== (sign === "!=");
}

const plain = (text: string) => text.replaceAll('"', "").toLowerCase();
const has = (fact: string, part: string) => fact.toLowerCase().includes(part);

function isSame(fact: Fact, value: string): boolean {
  return typeof fact === "number" ? fact === Number(value) : fact.toLowerCase() === value;
}
