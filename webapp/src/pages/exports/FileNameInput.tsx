import { Input } from "antd";
import { useTranslation } from "react-i18next";

interface FileNameInputProps {
  id: string;
  value: string;
  /** With its dot; shown behind what is typed. */
  ending: string;
  onChange: (name: string) => void;
}

/** The name of a file that is written; empty lets the server choose. */
export function FileNameInput({ id, value, ending, onChange }: FileNameInputProps) {
  const { t } = useTranslation();
  return (
    <Input
      id={id}
      value={value}
      placeholder={t("exports:nameHint")}
      suffix={<code>{ending}</code>}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
