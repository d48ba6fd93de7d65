import { type Clause, readClauses, type Term, writeClauses } from "../objects/query-text";
import { type FilterField, SIGNS_OF } from "./fields";

/** A term that may have nothing to compare with yet. */
export interface DraftTerm extends Term {
  readonly key: number;
}

/** Terms of which one has to hold, or with `not` none; on the way to be a clause. */
export interface DraftClause {
  readonly key: number;
  readonly not: boolean;
  readonly terms: readonly DraftTerm[];
}

let keys = 0;

function keyed<T>(value: T): T & { key: number } {
  keys += 1;
  return { ...value, key: keys };
}

export function newTerm({ name, kind }: FilterField): DraftTerm {
  return keyed({ name, sign: SIGNS_OF[kind][0] ?? ":", value: "" });
}

export function newClause(field: FilterField): DraftClause {
  return keyed({ not: false, terms: [newTerm(field)] });
}

/** What was typed, to be changed part by part. */
export function draftOf(query: string): DraftClause[] {
  return readClauses(query).map(({ not, terms }) => keyed({ not, terms: terms.map(keyed) }));
}

/** The query of what is complete. */
export function queryOf(clauses: readonly DraftClause[]): string {
  return writeClauses(clauses.map(completeOf));
}

function completeOf({ not, terms }: DraftClause): Clause {
  return { not, terms: terms.filter(({ value }) => value.trim() !== "") };
}

/** The list with one of another content in the place of that of the same key. */
export function put<T extends { key: number }>(list: readonly T[], one: T): T[] {
  return list.map((each) => (each.key === one.key ? one : each));
}

/** The clauses without one term; a clause of nothing goes with it. */
export function withoutTerm(clauses: readonly DraftClause[], key: number): DraftClause[] {
  return clauses
    .map((clause) => ({ ...clause, terms: clause.terms.filter((term) => term.key !== key) }))
    .filter(({ terms }) => terms.length > 0);
}
