import { type Clause, readClauses, type Term } from "./query-text";

/** A value of an object that a query may ask for: words are compared without regard to case. */
export type Fact = string | number;

/** What is known of one object, by name: `label`, `width`, names of attributes, … */
export interface Facts {
  readonly values: ReadonlyMap<string, readonly Fact[]>;
  /** `occluded`, `track`, `hidden`, …; a query asks for them as words, or as `is=occluded`. */
  readonly flags: ReadonlySet<string>;
}

export type Query = (facts: Facts) => boolean;

/**
 * Reads what was typed into the search of objects.
 *
 * Words that all must hold, each of them `word` (somewhere in a value, or a flag as
 * `occluded`), `#12` (the number), or `name=value` with `=`, `!=`, `:` (contains), `!:`, `<`, `>`,
 * `<=`, `>=`. `-` before a word turns it round, `|` within one offers others, and quotation
 * marks hold a text with spaces together. Anything can be read; `null` asks for nothing.
 */
export function readQuery(text: string): Query | null {
  const clauses = readClauses(text).map(readClause);
  return clauses.length > 0 ? (facts) => clauses.every((holds) => holds(facts)) : null;
}

function readClause({ not, terms }: Clause): Query {
  const others = terms.map(readTerm);
  return (facts) => others.some((holds) => holds(facts)) !== not;
}

function readTerm(term: Term): Query {
  const [name, value] = [term.name.toLowerCase(), term.value.toLowerCase()];
  return name === "" ? word(value) : comparison(name, term.sign, value);
}

function word(wanted: string): Query {
  return ({ values, flags }) =>
    flags.has(wanted) ||
    [...values.values()].flat().some((fact) => typeof fact === "string" && has(fact, wanted));
}

function comparison(name: string, sign: Term["sign"], value: string): Query {
  const holds = (fact: Fact): boolean => {
    if (sign.endsWith(":")) return has(String(fact), value);
    if (sign === "=" || sign === "!=") return isSame(fact, value);
    const [a, b] = [Number(fact), Number(value)];
    if (sign.endsWith("=") && a === b) return true;
    return sign.startsWith("<") ? a < b : a > b;
  };
  return (facts) => factsNamed(name, facts).some(holds) !== sign.startsWith("!");
}

function factsNamed(name: string, { values, flags }: Facts): readonly Fact[] {
  return values.get(name) ?? (name === "is" ? [...flags] : []);
}

const has = (fact: string, part: string) => fact.toLowerCase().includes(part);

function isSame(fact: Fact, value: string): boolean {
  return typeof fact === "number" ? fact === Number(value) : fact.toLowerCase() === value;
}
