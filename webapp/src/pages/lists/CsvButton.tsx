import { App } from "antd";
import { Sheet } from "lucide-react";
import { useTranslation } from "react-i18next";
import { asApiError } from "../../api/errors";
import { asSentence } from "../../ui/format";
import { IconButton } from "../../ui/IconButton";
import { saveFile } from "../../ui/save-file";
import { useDeed } from "../../ui/useDeed";
import type { TableKind } from "./list-columns";

interface CsvButtonProps {
  kind: TableKind;
  /** What the list is narrowed to. */
  params: object;
}

/** Saves all that a list has, on all of its pages, as a table. */
export function CsvButton({ kind, params }: CsvButtonProps) {
  const { t } = useTranslation();
  const { notification } = App.useApp();
  const { busy, work } = useDeed();
  const save = async () => {
    try {
      const { listAsCsv } = await import("./list-columns");
      saveFile(`${kind}.csv`, await listAsCsv(kind, params), "text/csv;charset=utf-8");
    } catch (error) {
      notification.error({
        title: t("lists:csvFailed"),
        description: asSentence(asApiError(error).message),
      });
    }
  };
  return (
    <IconButton
      icon={<Sheet size={16} />}
      label={t("lists:csv")}
      placement="top"
      disabled={busy}
      onClick={() => work(save)}
    />
  );
}
