import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useTranslation } from "react-i18next";
import { requestJson } from "../../api/client";
import { asApiError } from "../../api/errors";
import { asSentence } from "../../ui/format";

interface Change<Patch> {
  /** Resolves once the server has it and the screen shows it; throws what was wrong. */
  save: (patch: Patch) => Promise<void>;
  /** The same, for controls that have no place for a complaint of their own. */
  put: (patch: Patch) => void;
}

/** Changes a task or project where it is shown. */
export function useChange<Patch extends object>(
  kind: "tasks" | "projects",
  id: number,
): Change<Patch> {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { notification } = App.useApp();
  const save = async (patch: Patch) => {
    await requestJson(`/api/${kind}/${id}`, "PATCH", patch);
    await queries.invalidateQueries({ queryKey: [kind] });
  };
  const put = (patch: Patch) => {
    save(patch).catch((error: unknown) =>
      notification.error({
        title: t("common:notChanged"),
        description: asSentence(asApiError(error).message),
      }),
    );
  };
  return { save, put };
}
