import type { Label, LabelAttribute } from "../../api/types";
import type { ShapeType, Source } from "../../core/records";
import type { Sign, Term } from "../objects/query-text";

/** Something of an object that a rule can be about. */
export interface FilterField {
  /** As the query says it; "" is any text of the object. */
  readonly name: string;
  readonly kind: "number" | "text" | "choice" | "word";
  /** What an attribute is called, as its label says it. */
  readonly attribute?: string;
  readonly choices?: readonly string[];
}

const TYPES: readonly (ShapeType | "tag")[] = [
  ...(["rectangle", "polygon", "polyline", "points", "ellipse"] as const),
  ...(["mask", "cuboid", "skeleton", "tag"] as const),
];
const SOURCES: readonly Source[] = ["manual", "auto", "semi-auto", "file", "consensus"];
const FLAGS: readonly string[] = [
  ...["shape", "track", "tag", "keyframe", "occluded", "outside", "locked", "hidden", "pinned"],
];
const NUMBERS = [
  ...["id", "server", "frame", "width", "height", "area", "rotation"],
  ...["layer", "group", "points", "score"],
];

export const SIGNS_OF: Readonly<Record<FilterField["kind"], readonly Sign[]>> = {
  number: ["=", "!=", ">=", "<=", ">", "<"],
  text: [":", "!:", "=", "!=", ">", "<"],
  choice: ["=", "!=", ":", "!:"],
  word: [":"],
};

/** What can be asked of the objects of a job: the same of all of them, and their attributes. */
export function filterFields(labels: readonly Label[]): FilterField[] {
  const own: FilterField[] = [
    { name: "label", kind: "choice", choices: labels.map(({ name = "" }) => name) },
    { name: "is", kind: "choice", choices: FLAGS },
    { name: "type", kind: "choice", choices: TYPES },
    { name: "source", kind: "choice", choices: SOURCES },
    ...NUMBERS.map((name) => ({ name, kind: "number" as const })),
    { name: "", kind: "word" },
  ];
  return [...own, ...attributeFields(labels)];
}

/** Attributes of one name are one field, of whichever labels they are. */
function attributeFields(labels: readonly Label[]): FilterField[] {
  const fields = new Map<string, FilterField>();
  for (const attribute of labels.flatMap(({ attributes = [] }) => attributes)) {
    const name = (attribute.name ?? "").toLowerCase();
    if (name === "") continue;
    const [before, now] = [fields.get(name), attributeField(name, attribute)];
    const choices = [...new Set([...(before?.choices ?? []), ...(now.choices ?? [])])];
    const kind = before && before.kind !== now.kind ? "text" : now.kind;
    fields.set(name, { ...now, kind, choices });
  }
  return [...fields.values()];
}

function attributeField(name: string, attribute: LabelAttribute): FilterField {
  const { input_type: input, values = [] } = attribute;
  const known = { name, attribute: attribute.name ?? name };
  if (input === "number") return { ...known, kind: "number" };
  if (input === "checkbox") return { ...known, kind: "choice", choices: ["true", "false"] };
  if (input === "text") return { ...known, kind: "text" };
  return { ...known, kind: "choice", choices: values };
}

/** The field a term is about; one that was typed and is not known is any text. */
export function fieldOf({ name }: Term, fields: readonly FilterField[]): FilterField {
  const known = fields.find((field) => field.name === name.toLowerCase());
  return known ?? { name, kind: "text", attribute: name };
}

/** The term about another field: compared as before where that makes sense, with nothing yet. */
export function withField(term: Term, field: FilterField): Term {
  const signs = SIGNS_OF[field.kind];
  const sign = signs.includes(term.sign) ? term.sign : (signs[0] as Sign);
  return { name: field.name, sign, value: "" };
}
