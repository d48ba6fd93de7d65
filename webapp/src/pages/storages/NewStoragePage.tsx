import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Button, Form } from "antd";
import { useTranslation } from "react-i18next";
import { requestJson } from "../../api/client";
import { inOrganization } from "../../api/organization";
import { storageKindsQuery } from "../../api/queries";
import type { CloudStorage, StorageKind } from "../../api/types";
import { Failure } from "../../ui/Failure";
import { PageHead } from "../shell/PageHead";
import { bodyOf, emptyForm, type StorageForm } from "./description";
import { StorageFields } from "./StorageFields";
import styles from "./storages.module.css";

/** Connects a storage. */
export function NewStoragePage() {
  const { t } = useTranslation();
  const { data: kinds, error, refetch } = useQuery(storageKindsQuery);
  return (
    <div>
      <PageHead
        title={t("storages:new")}
        above={<Link to="/storages">{t("storages:title")}</Link>}
      />
      <p className={styles.intro}>{t("storages:settingsHint")}</p>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {kinds ? <Connecting kinds={kinds} /> : null}
    </div>
  );
}

function Connecting({ kinds }: { kinds: readonly StorageKind[] }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<StorageForm>();
  const connect = useConnecting(kinds);
  return (
    <div className={styles.form}>
      <StorageFields
        form={form}
        kinds={kinds}
        initial={emptyForm(kinds[0])}
        error={connect.error}
        onFinish={(filled) => connect.mutate(filled)}
      />
      <Button type="primary" loading={connect.isPending} onClick={() => form.submit()}>
        {t("storages:connect")}
      </Button>
    </div>
  );
}

function useConnecting(kinds: readonly StorageKind[]) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (form: StorageForm) => {
      const kind = kinds.find(({ name }) => name === form.kind) as StorageKind;
      return requestJson<CloudStorage>(
        inOrganization("/api/cloudstorages"),
        "POST",
        bodyOf(form, kind),
      );
    },
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ["storages"] });
      await navigate({ to: "/storages/$storageId", params: { storageId: id } });
    },
  });
}
