import { Input, type InputRef } from "antd";
import { Pencil } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { asSentence } from "./format";
import styles from "./InPlace.module.css";

interface InPlaceProps {
  /** What is changed, for the tooltip and for screen readers. */
  label: string;
  value: string;
  /** Resolves once the server has it; what it throws is shown, and what was typed stays. */
  onSave: (value: string) => Promise<unknown>;
  /** How it is shown while nobody changes it; the bare text by default. */
  children?: ReactNode;
  /** Shown while it is empty. */
  placeholder?: string;
  maxLength?: number;
  /** Whether it cannot be left empty. */
  required?: boolean;
  size?: "small" | "large";
}

/** A text that is changed where it stands: a click, typing, Enter; Escape leaves it as it was. */
export function InPlace(props: InPlaceProps) {
  const { label, value, children, placeholder } = props;
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = (here: boolean) => {
    setOpen(false);
    // The button is there again after this render; who went on elsewhere stays there.
    if (here) requestAnimationFrame(() => button.current?.focus());
  };
  if (open) return <Field {...props} onClose={close} />;
  return (
    <span className={styles.shown}>
      {children ?? (value || <span className={styles.none}>{placeholder ?? ""}</span>)}
      <button
        ref={button}
        type="button"
        className={styles.pencil}
        aria-label={t("common:change", { what: label })}
        title={t("common:change", { what: label })}
        onClick={() => setOpen(true)}
      >
        <Pencil size={13} aria-hidden />
      </button>
    </span>
  );
}

interface FieldProps extends InPlaceProps {
  /** `here`: whether the person was still in the field. */
  onClose: (here: boolean) => void;
}

function Field(props: FieldProps) {
  const { label, value, onSave, maxLength, required = false, size = "small", onClose } = props;
  const [typed, setTyped] = useState(value);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const field = useRef<InputRef>(null);
  useEffect(() => field.current?.focus({ cursor: "all" }), []);

  const close = () => onClose(document.activeElement === field.current?.input);
  const save = async () => {
    const next = typed.trim();
    if (busy || (required && !next)) return;
    if (next === value) return close();
    setBusy(true);
    setProblem("");
    try {
      await onSave(next);
      close();
    } catch (error) {
      setProblem(asSentence((error as Error).message));
      setBusy(false);
    }
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Escape") close();
    if (event.key === "Enter") void save();
  };
  return (
    <span className={styles.field}>
      <Input
        ref={field}
        size={size}
        aria-label={label}
        aria-invalid={Boolean(problem)}
        status={problem || (required && !typed.trim()) ? "error" : ""}
        maxLength={maxLength}
        readOnly={busy}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={press}
        onBlur={() => void save()}
      />
      {problem ? (
        <span role="alert" className={styles.problem}>
          {problem}
        </span>
      ) : null}
    </span>
  );
}
