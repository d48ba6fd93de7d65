import { Download } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../ui";
import { Floating } from "./Chrome";
import { useSession, useSource } from "./hooks";

// Only needed when somebody exports: it is not part of what opens with the job.
const ExportDialog = lazy(() =>
  import("../pages/exports/ExportDialog").then((module) => ({ default: module.ExportDialog })),
);

/** Saves what waits, so that the export has it, and opens the export dialog of the job. */
export function ExportButton() {
  const { t } = useTranslation();
  const { job, journal } = useSession();
  const id = useSource(job, () => job.current.id ?? 0);
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton
        icon={<Download size={18} strokeWidth={1.5} aria-hidden />}
        label={t("workspace:export")}
        onClick={() => {
          void journal.saveAll();
          setOpen(true);
        }}
      />
      {open ? (
        <Floating>
          <Suspense>
            <ExportDialog of={{ kind: "jobs", id }} onClose={() => setOpen(false)} />
          </Suspense>
        </Floating>
      ) : null}
    </>
  );
}
