import { AutoComplete, Button, Input } from "antd";
import { FileKey } from "lucide-react";
import { type ChangeEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { StorageField } from "../../api/types";

interface FieldInputProps {
  field: StorageField;
  /** Whether the server has a value that is not shown. */
  kept?: boolean;
  id?: string;
  value?: string | undefined;
  onChange?: (value: string) => void;
}

/** The control for a value that a kind of storage asks for. */
export function FieldInput({ field, kept = false, id, value = "", onChange }: FieldInputProps) {
  const { t } = useTranslation();
  const change = (event: ChangeEvent<HTMLInputElement>) => onChange?.(event.target.value);
  const placeholder = kept ? t("storages:keptSecret") : "";
  const shared = { ...(id ? { id } : {}), value, placeholder, maxLength: field.longest };
  if (field.kind === "file") return <TextFile {...(id ? { id } : {})} onText={onChange} />;
  if (field.choices.length) {
    return (
      <AutoComplete
        {...shared}
        placeholder={t("storages:fields.choice")}
        options={field.choices.map((choice) => ({ value: choice }))}
        {...(onChange ? { onChange } : {})}
      />
    );
  }
  if (field.secret) return <Input.Password {...shared} autoComplete="off" onChange={change} />;
  return <Input {...shared} autoComplete="off" onChange={change} />;
}

/** A file that is sent as text: a key. */
function TextFile({ id, onText }: { id?: string; onText?: ((text: string) => void) | undefined }) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const read = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    if (!file) return;
    setName(file.name);
    onText?.(await file.text());
  };
  return (
    <>
      <input ref={input} type="file" hidden onChange={(event) => void read(event)} />
      <Button
        {...(id ? { id } : {})}
        icon={<FileKey size={15} />}
        onClick={() => input.current?.click()}
      >
        {name ? t("storages:chosenFile", { name }) : t("storages:chooseFile")}
      </Button>
    </>
  );
}
