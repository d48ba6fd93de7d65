import { memo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ShapeType } from "../../core/records";
import { useSession } from "../hooks";
import styles from "./objects.module.css";
import { objectOf } from "./row-object";

interface LabelChoiceProps {
  labelId: number;
  type: ShapeType | "tag";
  fixed: boolean;
}

/** The label of a row's object, and the choice of another that allows its type. */
export const LabelChoice = memo(function LabelChoice({ labelId, type, fixed }: LabelChoiceProps) {
  const { t } = useTranslation();
  const { editor, labels } = useSession();
  // Dozens of labels in dozens of rows: what else could be chosen is listed once somebody asks.
  const [open, setOpen] = useState(false);
  const fits = (other: string | undefined) => !other || other === "any" || other === type;
  const choices = labels.filter((label) => label.id === labelId || (open && fits(label.type)));
  return (
    <select
      className={styles.labelSelect}
      aria-label={t("workspace:labelOfObject")}
      value={labelId}
      disabled={fixed}
      onPointerDown={() => setOpen(true)}
      onFocus={() => setOpen(true)}
      onBlur={() => setOpen(false)}
      onChange={(event) => {
        editor.commands.setLabel([objectOf(event.currentTarget)], Number(event.target.value));
        event.target.blur();
      }}
    >
      {choices.map((label) => (
        <option key={label.id} value={label.id}>
          {label.name}
        </option>
      ))}
    </select>
  );
});
