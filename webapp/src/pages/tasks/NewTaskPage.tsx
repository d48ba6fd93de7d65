import { useTranslation } from "react-i18next";
import { PageHead } from "../shell/PageHead";
import { CreationProgress } from "./CreationProgress";
import { useCreation } from "./creation";
import { NewTaskForm } from "./NewTaskForm";

/** Makes a task of files: first what it shall be, then how far it is. */
export function NewTaskPage() {
  const { t } = useTranslation();
  const creation = useCreation((state) => state.creation);
  return (
    <div>
      <PageHead
        title={creation ? t("tasks:creating", { name: creation.wanted.name }) : t("tasks:new")}
      />
      {creation ? <CreationProgress creation={creation} /> : <NewTaskForm />}
    </div>
  );
}
