import { Button } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RecordDiff } from "../core/records";
import { JournalDatabase } from "../journal/database";
import { writeEdits } from "../journal/edits-file";
import { saveFile } from "../ui/save-file";

/** Offers the edits of a job that cannot be opened any more, if this browser keeps some. */
export function KeptEdits({ jobId }: { jobId: number }) {
  const { t } = useTranslation();
  const [edits, setEdits] = useState<readonly RecordDiff[]>([]);
  useEffect(() => {
    let wanted = true;
    keptEdits(jobId)
      .then((found) => wanted && setEdits(found))
      .catch((error) => console.warn("Kept edits cannot be read", error));
    return () => {
      wanted = false;
    };
  }, [jobId]);
  if (edits.length === 0) return null;
  return (
    <>
      <p>{t("workspace:editsFile.kept")}</p>
      <Button onClick={() => saveFile(`job-${jobId}-unsaved.json`, writeEdits(jobId, edits))}>
        {t("workspace:save.asFile")}
      </Button>
    </>
  );
}

async function keptEdits(jobId: number): Promise<readonly RecordDiff[]> {
  const database = await JournalDatabase.open();
  try {
    return (await database.ops(jobId)).flatMap((op) => op.diffs);
  } finally {
    database.close();
  }
}
