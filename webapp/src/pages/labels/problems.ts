import type { AttributeDraft, LabelDraft } from "./model";

/** What is wrong with a draft: a key of the `labels:problems` texts. */
export type Problem =
  | "nameMissing"
  | "nameTaken"
  | "nameTooLong"
  | "choicesMissing"
  | "choiceTwice"
  | "defaultUnknown"
  | "rangeBroken"
  | "defaultOutOfRange";

const longestName = 64;

/** The first problem of every label and attribute that has one, by the draft's key. */
export function problemsOf(labels: readonly LabelDraft[]): Map<string, Problem> {
  const found = new Map<string, Problem>();
  for (const label of labels) {
    note(found, label.key, nameProblem(label, labels));
    for (const attribute of label.attributes) {
      const problem = nameProblem(attribute, label.attributes) ?? valueProblem(attribute);
      note(found, attribute.key, problem);
    }
  }
  return found;
}

function note(found: Map<string, Problem>, key: string, problem: Problem | null) {
  if (problem) found.set(key, problem);
}

interface Named {
  key: string;
  name: string;
}

function nameProblem(one: Named, all: readonly Named[]): Problem | null {
  const name = one.name.trim();
  if (!name) return "nameMissing";
  if (name.length > longestName) return "nameTooLong";
  return all.some(({ key, name: other }) => key !== one.key && other.trim() === name)
    ? "nameTaken"
    : null;
}

function valueProblem(attribute: AttributeDraft): Problem | null {
  switch (attribute.kind) {
    case "select":
    case "radio":
      return choiceProblem(attribute);
    case "number":
      return rangeProblem(attribute);
    case "checkbox":
      return ["true", "false"].includes(attribute.defaultValue) ? null : "defaultUnknown";
    default:
      return null;
  }
}

function choiceProblem({ values, defaultValue }: AttributeDraft): Problem | null {
  if (!values.length) return "choicesMissing";
  if (new Set(values).size < values.length) return "choiceTwice";
  return values.includes(defaultValue) ? null : "defaultUnknown";
}

function rangeProblem({ values, defaultValue }: AttributeDraft): Problem | null {
  const [least, greatest, step] = values.map(number) as [number, number, number];
  if (!(least < greatest && step > 0 && step <= greatest - least)) return "rangeBroken";
  const value = number(defaultValue);
  return value >= least && value <= greatest ? null : "defaultOutOfRange";
}

function number(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}
