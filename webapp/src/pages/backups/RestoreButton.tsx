import { Button } from "antd";
import { ArchiveRestore } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { lazily } from "../../ui/lazily";

const RestoreDialog = lazily(async () => (await import("./RestoreDialog")).RestoreDialog);

/** Makes a task or project of a backup. */
export function RestoreButton({ kind }: { kind: "tasks" | "projects" }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<ArchiveRestore size={15} />} onClick={() => setOpen(true)}>
        {t("backups:restore")}
      </Button>
      {open ? <RestoreDialog kind={kind} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
