import { Button, Input } from "antd";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./labels.module.css";

interface AddLabelsProps {
  taken: readonly string[];
  onAdd: (names: string[]) => void;
}

/** Adds labels by name; a pasted list, by line or by comma, adds them all. */
export function AddLabels({ taken, onAdd }: AddLabelsProps) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const add = () => {
    const names = namesIn(text).filter((name) => !taken.includes(name));
    if (names.length) onAdd(names);
    setText("");
  };
  return (
    <div className={styles.add}>
      <Input
        value={text}
        aria-label={t("labels:addPlaceholder")}
        placeholder={t("labels:addPlaceholder")}
        onChange={(event) => setText(event.target.value)}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData("text");
          if (!/[\n,;]/.test(pasted)) return;
          event.preventDefault();
          onAdd(namesIn(pasted).filter((name) => !taken.includes(name)));
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          // Enter in a form would send the whole form.
          event.preventDefault();
          add();
        }}
      />
      <Button icon={<Plus size={15} />} disabled={!text.trim()} onClick={add}>
        {t("labels:add")}
      </Button>
    </div>
  );
}

function namesIn(text: string): string[] {
  const names = text.split(/[\n,;]/).map((name) => name.trim());
  return [...new Set(names)].filter(Boolean);
}
