import { Button } from "antd";
import { Trash2, UserRound } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { DeleteDialog } from "../../../ui/DeleteDialog";
import { idOf, type Listed, type Selection } from "../selection";
import { AssignDialog } from "./AssignDialog";
import { BulkBar } from "./BulkBar";
import type { Bulk } from "./useBulk";

/** A thing of a list whose id is a number, as all but those of requests are. */
type Numbered = Listed & { id?: number };

interface AssignAndDeleteProps<T extends Numbered> {
  selection: Selection<T>;
  count: number;
  everything: () => Promise<readonly T[]>;
  bulk: Bulk;
  /** What the dialog asks before it deletes. */
  deleteTitle: string;
  /** What goes with them. */
  losses: string;
  onAssign: (person: number | null) => void;
  onDelete: (ids: number[]) => Promise<unknown>;
  /** What else can be done with them. */
  children?: ReactNode;
}

/** Gives many things to somebody, or deletes them; they are not selected any more then. */
export function AssignAndDelete<T extends Numbered>(props: AssignAndDeleteProps<T>) {
  const { selection, count, everything, bulk, deleteTitle, losses, onAssign, onDelete, children } =
    props;
  const { t } = useTranslation();
  const [open, setOpen] = useState<"assign" | "delete" | null>(null);
  const { items } = selection;
  const close = () => setOpen(null);
  const remove = async () => {
    const ids: number[] = items.map(idOf<Numbered>);
    selection.clear();
    await onDelete(ids);
  };
  return (
    <>
      <BulkBar selection={selection} count={count} everything={everything} bulk={bulk}>
        <Button icon={<UserRound size={15} />} onClick={() => setOpen("assign")}>
          {t("lists:bulk.assign")}
        </Button>
        {children}
        <Button danger icon={<Trash2 size={15} />} onClick={() => setOpen("delete")}>
          {t("common:delete")}
        </Button>
      </BulkBar>
      {open === "assign" ? (
        <AssignDialog count={items.length} onAssign={onAssign} onClose={close} />
      ) : null}
      {open === "delete" ? (
        <DeleteDialog
          title={deleteTitle}
          name={`${items.length}`}
          losses={losses}
          onDelete={remove}
          onClose={close}
        />
      ) : null}
    </>
  );
}
