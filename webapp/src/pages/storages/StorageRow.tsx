import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { CloudStorage, StorageKind } from "../../api/types";
import { personName } from "../../ui/format";
import lists from "../lists/lists.module.css";
import { Facts } from "../lists/Rows";
import { useKindWords } from "./kind-words";
import { StorageStatus } from "./StorageStatus";
import styles from "./storages.module.css";

interface StorageRowProps {
  storage: CloudStorage;
  kinds: readonly StorageKind[];
}

/** A storage: where it is, of what kind, and whether it answers. */
export function StorageRow({ storage, kinds }: StorageRowProps) {
  const { t } = useTranslation();
  const { id, display_name, provider_type, resource, owner, description } = storage;
  const inWords = useKindWords();
  const kind = inWords(kinds.find(({ name }) => name === provider_type)?.title ?? provider_type);
  return (
    <li className={styles.row}>
      <div>
        <p className={lists.title}>
          <Link to="/storages/$storageId" params={{ storageId: id }}>
            {display_name}
          </Link>
        </p>
        <p className={lists.facts}>
          <Facts
            of={[
              kind,
              <span key="resource" className="mono">
                {resource}
              </span>,
              owner && t("organizations:ownedBy", { name: personName(owner) }),
              description,
            ]}
          />
        </p>
      </div>
      <StorageStatus id={id} />
    </li>
  );
}
