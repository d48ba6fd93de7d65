import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { App, Button, Form } from "antd";
import { Unplug } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { requestJson } from "../../api/client";
import { storageKindsQuery, storageQuery } from "../../api/queries";
import type { CloudStorage, StorageKind } from "../../api/types";
import { DeleteDialog } from "../../ui/DeleteDialog";
import { Failure } from "../../ui/Failure";
import { Section } from "../../ui/Section";
import { PageHead } from "../shell/PageHead";
import { PageSkeleton } from "../shell/PageSkeleton";
import { bodyOf, formOf, type StorageForm } from "./description";
import { FileBrowser } from "./FileBrowser";
import { StorageFields } from "./StorageFields";
import { StorageStatus } from "./StorageStatus";
import { useStorageFolder } from "./useFolder";

/** One storage: what is in it, and how it is connected. */
export function StoragePage() {
  const { t } = useTranslation();
  const { storageId } = useParams({ from: "/signed-in/shell/storages/$storageId" });
  const { data: storage, error, refetch } = useQuery(storageQuery(storageId));
  const { data: kinds } = useQuery(storageKindsQuery);
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!storage || !kinds) return <PageSkeleton />;
  const kind = kinds.find(({ name }) => name === storage.provider_type);
  return (
    <div>
      <PageHead
        title={storage.display_name}
        above={<Link to="/storages">{t("storages:title")}</Link>}
        beside={<StorageStatus id={storage.id} />}
        actions={<Disconnect storage={storage} />}
      />
      <Section title={t("storages:content")} hint={t("storages:contentHint")}>
        <Content id={storage.id} />
      </Section>
      {kind ? (
        <Section title={t("storages:settings")} hint={t("storages:settingsHint")}>
          <Settings key={storage.updated_date} storage={storage} kind={kind} />
        </Section>
      ) : null}
    </div>
  );
}

function Content({ id }: { id: number }) {
  const [path, setPath] = useState("");
  return <FileBrowser folder={useStorageFolder(id, path)} path={path} onOpen={setPath} />;
}

function Settings({ storage, kind }: { storage: CloudStorage; kind: StorageKind }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<StorageForm>();
  const save = useMutation({
    mutationFn: (filled: StorageForm) =>
      requestJson(`/api/cloudstorages/${storage.id}`, "PATCH", bodyOf(filled, kind)),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["storages"] });
      void message.success(t("storages:saved"));
    },
  });
  return (
    <>
      <StorageFields
        exists
        form={form}
        kinds={[kind]}
        initial={formOf(storage)}
        error={save.error}
        onFinish={(filled) => save.mutate(filled)}
      />
      <Button loading={save.isPending} onClick={() => form.submit()}>
        {t("common:save")}
      </Button>
    </>
  );
}

function Disconnect({ storage: { id, display_name } }: { storage: CloudStorage }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const remove = async () => {
    await requestJson(`/api/cloudstorages/${id}`, "DELETE");
    await navigate({ to: "/storages" });
    queries.removeQueries({ queryKey: ["storages", id] });
    await queries.invalidateQueries({ queryKey: ["storages"] });
  };
  return (
    <>
      <Button danger icon={<Unplug size={15} />} onClick={() => setAsking(true)}>
        {t("storages:delete")}
      </Button>
      {asking ? (
        <DeleteDialog
          title={t("storages:deleteTitle")}
          ok={t("storages:delete")}
          name={display_name}
          losses={t("storages:deleteLosses")}
          onDelete={remove}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}
