import { Form } from "antd";
import { useTranslation } from "react-i18next";
import { FileNameInput } from "./FileNameInput";
import { repeatedIn } from "./name-template";

interface ManyNamesProps {
  id: string;
  template: string;
  /** What it makes of the things chosen. */
  names: readonly string[];
  ending: string;
  onChange: (template: string) => void;
}

/** The names of many files at once, with a complaint where two would be the same. */
export function ManyNames({ id, template, names, ending, onChange }: ManyNamesProps) {
  const { t } = useTranslation();
  const repeated = repeatedIn(names);
  return (
    <Form.Item
      label={t("exports:names")}
      htmlFor={id}
      extra={t("exports:namesHint", placeholders)}
      {...(repeated && {
        validateStatus: "error",
        help: t("exports:sameName", { name: repeated, ...placeholders }),
      })}
    >
      <FileNameInput id={id} value={template} ending={ending} onChange={onChange} />
    </Form.Item>
  );
}

/** What stands for something in a template stands for itself in words about it. */
const placeholders = { file_id: "{{id}}", file_of: "{{name}}", file_index: "{{index}}" };
