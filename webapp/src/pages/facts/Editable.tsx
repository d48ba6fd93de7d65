import { useTranslation } from "react-i18next";
import type { BasicUser } from "../../api/types";
import { InPlace } from "../../ui/InPlace";
import { TargetSelect } from "../exports/TargetSelect";
import { PersonSelect } from "../people/PersonSelect";
import { Fact } from "./Fact";

/** What tasks and projects have in common that can be changed. */
export interface Editable {
  readonly id?: number | undefined;
  readonly assignee: BasicUser | null;
  readonly bug_tracker?: string | null | undefined;
  readonly source_storage: StorageChoice | null;
  readonly target_storage: StorageChoice | null;
}

interface StorageChoice {
  readonly location?: string | undefined;
  readonly cloud_storage_id?: number | null | undefined;
}

export interface EditablePatch {
  name?: string;
  assignee_id?: number | null;
  bug_tracker?: string;
  source_storage?: { location: "local" | "cloud_storage"; cloud_storage_id: number | null };
  target_storage?: { location: "local" | "cloud_storage"; cloud_storage_id: number | null };
}

interface EditableFactsProps {
  of: Editable;
  save: (patch: EditablePatch) => Promise<void>;
  put: (patch: EditablePatch) => void;
}

/** Who works on it, where it is talked about, and where its files usually come from and go. */
export function EditableFacts({ of, save, put }: EditableFactsProps) {
  const { t } = useTranslation();
  const tracker = of.bug_tracker ?? "";
  return (
    <>
      <Fact term={t("lists:assignee")}>
        <PersonSelect
          size="small"
          label={t("lists:assignee")}
          value={of.assignee}
          onChange={(person) => put({ assignee_id: person?.id ?? null })}
        />
      </Fact>
      <Fact term={t("lists:fields.tracker_link")}>
        <InPlace
          label={t("lists:fields.tracker_link")}
          value={tracker}
          placeholder="–"
          maxLength={2000}
          onSave={(bug_tracker) => save({ bug_tracker })}
        >
          {isWebAddress(tracker) ? (
            <a href={tracker} target="_blank" rel="noreferrer">
              {hostOf(tracker)}
            </a>
          ) : null}
        </InPlace>
      </Fact>
      <Fact term={t("common:importsFrom")}>
        <TargetSelect
          size="small"
          label={t("common:importsFrom")}
          value={storageOf(of.source_storage)}
          onChange={(id) => put({ source_storage: choice(id) })}
        />
      </Fact>
      <Fact term={t("common:exportsTo")}>
        <TargetSelect
          size="small"
          label={t("common:exportsTo")}
          value={storageOf(of.target_storage)}
          onChange={(id) => put({ target_storage: choice(id) })}
        />
      </Fact>
    </>
  );
}

function storageOf(chosen: StorageChoice | null): number | null {
  return chosen?.location === "cloud_storage" ? (chosen.cloud_storage_id ?? null) : null;
}

/** A storage, or this computer for null, as the server wants it. */
export function choice(id: number | null) {
  const location = id === null ? ("local" as const) : ("cloud_storage" as const);
  return { location, cloud_storage_id: id };
}

/** Only such an address becomes a link: a script in one would run with the reader's rights. */
function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}

function hostOf(address: string): string {
  const { host, pathname } = new URL(address);
  return pathname === "/" ? host : `${host}${pathname}`;
}
