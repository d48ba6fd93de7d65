import { Button, Dropdown } from "antd";
import { Archive, Building2, Download, Ellipsis } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../../ui/IconButton";
import { BackUpManyDialog, ExportManyDialog } from "../../exports/lazy";
import type { Many } from "../../exports/ManyFilesDialog";
import { TransferDialog } from "../../moves/lazy";
import type { Bulk } from "./useBulk";

interface ManyActionsProps {
  of: Many;
  bulk: Bulk;
  /** Takes them to another organization; absent where they cannot go by themselves. */
  onTransfer?: (organization: number | null) => void;
}

/** Files of many things at once, and where they belong: part of the bar over a list. */
export function ManyActions({ of, bulk, onTransfer }: ManyActionsProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<"export" | "backup" | "transfer" | null>(null);
  const close = () => setOpen(null);
  const { kind } = of;
  return (
    <>
      <Button icon={<Download size={15} />} onClick={() => setOpen("export")}>
        {t("exports:start")}
      </Button>
      {kind === "jobs" ? null : (
        <Dropdown
          trigger={["click"]}
          placement="top"
          menu={{
            onClick: ({ key }) => setOpen(key as "backup" | "transfer"),
            items: [
              { key: "backup", icon: <Archive size={15} />, label: t("backups:backUp") },
              { key: "transfer", icon: <Building2 size={15} />, label: t("moves:toOrganization") },
            ],
          }}
        >
          <IconButton icon={<Ellipsis size={17} />} label={t("common:more")} placement="top" />
        </Dropdown>
      )}
      {open === "export" ? <ExportManyDialog of={of} bulk={bulk} onClose={close} /> : null}
      {open === "backup" ? <BackUpManyDialog of={of} bulk={bulk} onClose={close} /> : null}
      {open === "transfer" && kind !== "jobs" && onTransfer ? (
        <TransferDialog
          kind={kind}
          count={of.items.length}
          onTransfer={async (organization) => onTransfer(organization)}
          onClose={close}
        />
      ) : null}
    </>
  );
}
