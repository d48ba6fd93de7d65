import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { storagesQuery } from "../../api/queries";

interface TargetSelectProps {
  id?: string;
  /** Names it where no label does. */
  label?: string;
  size?: "small" | "middle";
  /** A storage; null: this computer. */
  value: number | null;
  onChange: (storageId: number | null) => void;
}

const HERE = 0;

/** Where a file is written to: this computer, or one of the storages. */
export function TargetSelect({ value, onChange, label, ...rest }: TargetSelectProps) {
  const { t } = useTranslation();
  const { data } = useQuery(storagesQuery({ page_size: 100 }));
  const storages = data?.results ?? [];
  return (
    <Select
      {...rest}
      aria-label={label}
      value={value ?? HERE}
      options={[
        { value: HERE, label: t("exports:here") },
        ...storages.map((one) => ({ value: one.id, label: one.display_name })),
      ]}
      onChange={(chosen) => onChange(chosen || null)}
    />
  );
}
