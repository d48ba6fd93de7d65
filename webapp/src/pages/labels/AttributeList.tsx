import { useTranslation } from "react-i18next";
import { AttributeRow } from "./AttributeRow";
import { type AttributeDraft, newAttribute } from "./attributes";
import styles from "./labels.module.css";
import type { Problem } from "./problems";

interface AttributeListProps {
  attributes: readonly AttributeDraft[];
  problems: ReadonlyMap<string, Problem>;
  strict: boolean;
  onChange: (attributes: AttributeDraft[]) => void;
}

/** The attributes of a label or of a skeleton's element, and a way to add one. */
export function AttributeList({ attributes, problems, strict, onChange }: AttributeListProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.attributes}>
      {attributes.map((attribute) => (
        <AttributeRow
          key={attribute.key}
          attribute={attribute}
          problem={problems.get(attribute.key)}
          strict={strict}
          onChange={(next) =>
            onChange(attributes.map((one) => (one.key === next.key ? next : one)))
          }
          onRemove={() => onChange(attributes.filter(({ key }) => key !== attribute.key))}
        />
      ))}
      <button
        type="button"
        className={styles.addAttribute}
        onClick={() => onChange([...attributes, newAttribute()])}
      >
        + {t("labels:addAttribute")}
      </button>
    </div>
  );
}
