import type { AnnotationRecord } from "../core/records";
import { beginningInAddress, objectInAddress } from "./frame-url";
import { useLayout } from "./layout-state";
import { useWorkMode } from "./modes/mode";
import type { Session } from "./session";

type Place = Pick<Session, "editor" | "labels" | "job">;

/** Open the job as its address says: the way of working, what is drawn, and what is shown. */
export function begin({ editor, labels, job }: Place, search = location.search): void {
  const { mode, label, pointCount, guide } = beginningInAddress(search);
  const known = labels.find(({ name }) => name === label);
  if (known) editor.setDrawing({ labelId: known.id ?? null });
  if (pointCount !== null) editor.setDrawing({ pointCount });
  if (mode) useWorkMode.getState().setMode(mode);
  if (guide && job.current.guide_id != null) useLayout.getState().showTab("guide");
  showLinked(editor, search);
}

/** Select and show the object that is named, if it is there. */
function showLinked(editor: Session["editor"], search: string): void {
  const linked = objectInAddress(search);
  if (!linked) return;
  const isIt = ({ kind, serverId }: AnnotationRecord) =>
    kind === linked.kind && serverId === linked.serverId;
  const record = editor.store.all().find(isIt);
  if (!record) return;
  editor.selection.set([record.id]);
  editor.focusOn(record.id);
}
