import { Button } from "antd";
import { Group as GroupIcon, Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../../ui/IconButton";
import type { Field } from "./fields";
import styles from "./filters.module.css";
import { RuleEditor } from "./RuleEditor";
import { type Group, isGroup, newGroup, newRule, type Part, withoutPart, withPart } from "./tree";

interface GroupEditorProps {
  group: Group;
  fields: readonly Field[];
  onChange: (group: Group) => void;
  /** Absent for the outermost one. */
  onRemove?: () => void;
  /** At the end of its first line. */
  end?: ReactNode;
}

/** Rules that belong together, and how; groups may be within groups. */
export function GroupEditor({ group, fields, onChange, onRemove, end }: GroupEditorProps) {
  const { t } = useTranslation();
  const [first] = fields;
  const add = (part: Part) => onChange({ ...group, parts: [...group.parts, part] });
  return (
    <fieldset className={styles.group} aria-label={t("lists:group")}>
      <div className={styles.line}>
        <Join group={group} onChange={onChange} />
        {onRemove ? (
          <IconButton icon={<X size={15} />} label={t("lists:removeGroup")} onClick={onRemove} />
        ) : null}
        {end}
      </div>
      {group.parts.map((part) =>
        isGroup(part) ? (
          <GroupEditor
            key={part.key}
            group={part}
            fields={fields}
            onChange={(next) => onChange(withPart(group, next))}
            onRemove={() => onChange(withoutPart(group, part.key))}
          />
        ) : (
          <RuleEditor
            key={part.key}
            rule={part}
            fields={fields}
            onChange={(next) => onChange(withPart(group, next))}
            onRemove={() => onChange(withoutPart(group, part.key))}
          />
        ),
      )}
      <div className={styles.additions}>
        <Button
          size="small"
          type="text"
          icon={<Plus size={14} />}
          disabled={!first}
          onClick={() => first && add(newRule(first))}
        >
          {t("lists:addRule")}
        </Button>
        <Button
          size="small"
          type="text"
          icon={<GroupIcon size={14} />}
          disabled={!first}
          onClick={() => first && add(newGroup([newRule(first)], "or"))}
        >
          {t("lists:addGroup")}
        </Button>
      </div>
    </fieldset>
  );
}

const joins = ["and", "or", "not-and", "not-or"] as const;

/** How the rules belong together. */
function Join({ group, onChange }: Pick<GroupEditorProps, "group" | "onChange">) {
  const { t } = useTranslation();
  const value = `${group.not ? "not-" : ""}${group.join}`;
  return (
    <select
      className={styles.select}
      aria-label={t("lists:join")}
      value={value}
      onChange={({ target }) =>
        onChange({
          ...group,
          not: target.value.startsWith("not-"),
          join: target.value.endsWith("or") ? "or" : "and",
        })
      }
    >
      {joins.map((join) => (
        <option key={join} value={join}>
          {t(`lists:joins.${join}`)}
        </option>
      ))}
    </select>
  );
}
