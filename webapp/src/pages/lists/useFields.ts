import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Field } from "./filters/fields";

const stages = ["annotation", "validation", "acceptance"] as const;
const states = ["new", "in progress", "completed", "rejected"] as const;
const statuses = ["annotation", "validation", "completed"] as const;
const dimensions = ["2d", "3d"] as const;
const modes = ["annotation", "interpolation"] as const;
const mediaTypes = ["image", "point_cloud", "audio"] as const;
const jobTypes = ["annotation", "ground_truth", "consensus_replica"] as const;

const roles = ["owner", "maintainer", "supervisor", "worker"] as const;

type Kind = "projects" | "tasks" | "jobs" | "storages" | "members";

/** What the rules of a list can be about. */
export function useFields(kind: Kind): readonly Field[] {
  const { t } = useTranslation();
  return useMemo(() => {
    const label = (name: string) => t(`lists:fields.${name}`);
    const text = (name: string, blank?: "" | null): Field => ({
      name,
      label: label(name),
      kind: "text",
      ...(blank !== undefined && { blank }),
    });
    const person = (name: string): Field => ({
      name,
      label: label(name),
      kind: "person",
      blank: null,
    });
    const choice = (name: string, values: readonly string[], words: string): Field => ({
      name,
      label: label(name),
      kind: "choice",
      choices: values.map((value) => ({ value, label: t(`${words}.${value}`) })),
    });
    const number = (name: string): Field => ({ name, label: label(name), kind: "number" });
    const changed: Field = { name: "updated_date", label: label("updated_date"), kind: "date" };
    const media = [
      choice("mode", modes, "lists:modes"),
      choice("media_type", mediaTypes, "lists:media"),
      choice("dimension", dimensions, "lists:dimensions"),
    ];
    switch (kind) {
      case "projects":
        return [
          text("name"),
          person("assignee"),
          person("owner"),
          choice("status", statuses, "tasks:filters"),
          changed,
          number("id"),
        ];
      case "tasks":
        return [
          text("name"),
          person("assignee"),
          person("owner"),
          choice("status", statuses, "tasks:filters"),
          text("subset", ""),
          text("tracker_link", ""),
          text("project_name", null),
          number("project_id"),
          ...media,
          changed,
          number("id"),
        ];
      case "jobs":
        return [
          text("task_name"),
          text("project_name", null),
          person("assignee"),
          choice("state", states, "jobs:states"),
          choice("stage", stages, "jobs:stages"),
          choice("type", jobTypes, "jobs:types"),
          number("task_id"),
          number("project_id"),
          ...media,
          changed,
          number("id"),
        ];
      case "storages":
        return [
          text("name"),
          text("resource"),
          text("description", ""),
          person("owner"),
          number("id"),
        ];
      case "members":
        return [person("user"), choice("role", roles, "organizations:roles"), number("id")];
    }
  }, [kind, t]);
}
