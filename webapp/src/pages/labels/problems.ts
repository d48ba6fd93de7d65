import type { AttributeDraft } from "./attributes";
import type { LabelDraft } from "./model";
import { mostElements } from "./skeleton/model";

/** What is wrong with a draft: a key of the `labels:problems` texts. */
export type Problem =
  | "nameMissing"
  | "nameTaken"
  | "nameTooLong"
  | "choicesMissing"
  | "choiceTwice"
  | "defaultUnknown"
  | "rangeBroken"
  | "defaultOutOfRange"
  | "elementsMissing"
  | "tooManyElements";

const longestName = 64;

/** The first problem of every label and attribute that has one, by the draft's key. */
export function problemsOf(labels: readonly LabelDraft[]): Map<string, Problem> {
  const found = new Map<string, Problem>();
  for (const label of labels) {
    note(found, label.key, nameProblem(label, labels) ?? skeletonProblem(label));
    noteAttributes(found, label.attributes);
    for (const element of elementsOf(label)) {
      note(found, element.key, nameProblem(element, label.elements));
      noteAttributes(found, element.attributes);
    }
  }
  return found;
}

/** Whether something is wrong with what a label's row shows only when it is unfolded. */
export function problemInside(label: LabelDraft, problems: ReadonlyMap<string, Problem>): boolean {
  const parts = [label, ...elementsOf(label)].flatMap(({ attributes }) => attributes);
  return [...parts, ...elementsOf(label)].some(({ key }) => problems.has(key));
}

function elementsOf({ type, elements }: LabelDraft): LabelDraft["elements"] {
  return type === "skeleton" ? elements : [];
}

function noteAttributes(found: Map<string, Problem>, attributes: readonly AttributeDraft[]) {
  for (const attribute of attributes) {
    const problem = nameProblem(attribute, attributes) ?? valueProblem(attribute);
    note(found, attribute.key, problem);
  }
}

function skeletonProblem({ type, elements }: LabelDraft): Problem | null {
  if (type !== "skeleton") return null;
  if (!elements.length) return "elementsMissing";
  return elements.length > mostElements ? "tooManyElements" : null;
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
