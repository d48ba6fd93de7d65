import { useTranslation } from "react-i18next";
import { lazily } from "../../ui/lazily";
import { PageHead } from "../shell/PageHead";
import { CreationProgress } from "./CreationProgress";
import { useCreation } from "./creation";
import { NewTaskForm } from "./NewTaskForm";

const Interrupted = lazily(async () => (await import("./kept/Interrupted")).Interrupted);

/** Makes a task of files: first what it shall be, then how far it is. */
export function NewTaskPage() {
  const { t } = useTranslation();
  const creation = useCreation((state) => state.creation);
  return (
    <div>
      <PageHead
        title={creation ? t("tasks:creating", { name: creation.wanted.name }) : t("tasks:new")}
      />
      <Interrupted />
      {creation ? <CreationProgress creation={creation} /> : <NewTaskForm />}
    </div>
  );
}
