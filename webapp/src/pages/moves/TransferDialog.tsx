import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Form, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { organizationsQuery } from "../../api/queries";
import { DeedDialog } from "../../ui/DeedDialog";

interface TransferDialogProps {
  kind: "tasks" | "projects";
  count: number;
  /** Where they are now: null for no organization; absent where they are in several. */
  from?: number | null | undefined;
  /** Takes them there; null: to what is in no organization. */
  onTransfer: (organization: number | null) => Promise<unknown>;
  onClose: () => void;
}

/** No organization has this id. */
const PERSONAL = 0;

/** Asks for the organization that tasks or projects go to. */
export function TransferDialog({ kind, count, from, onTransfer, onClose }: TransferDialogProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { data: organizations } = useQuery(organizationsQuery);
  const [chosen, setChosen] = useState<number | null>(null);
  const places = [
    { value: PERSONAL, label: t("organizations:personal") },
    ...(organizations ?? []).map(({ id, name, slug }) => ({ value: id, label: name || slug })),
  ];
  const now = from === undefined ? undefined : (from ?? PERSONAL);
  const transfer = async () => {
    await onTransfer(chosen || null);
    await queries.invalidateQueries();
  };
  return (
    <DeedDialog
      title={t(`moves:transferTitle.${kind}`, { count })}
      about={t("moves:transferAbout")}
      ok={t("moves:move")}
      ready={chosen !== null}
      deed={transfer}
      onClose={onClose}
    >
      <Form.Item label={t("moves:organization")} htmlFor="transfer-to">
        <Select
          id="transfer-to"
          loading={!organizations}
          value={chosen}
          placeholder={t("moves:chooseOrganization")}
          options={places.filter(({ value }) => value !== now)}
          onChange={setChosen}
        />
      </Form.Item>
    </DeedDialog>
  );
}
