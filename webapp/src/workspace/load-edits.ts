import { broughtBack, readEdits } from "../journal/edits-file";
import type { Session } from "./session";

/**
 * Do the edits of a file once more, as one step that can be undone, and save them.
 *
 * Returns how many objects they change. Throws an `EditsFileProblem`.
 */
export async function loadEdits(session: Session, file: File): Promise<number> {
  const { editor, job, labels, pictures } = session;
  const every = labels.flatMap((label) => [label, ...(label.sublabels ?? [])]);
  const edits = readEdits(await file.text(), {
    job: job.current.id ?? 0,
    labels: new Set(every.map(({ id }) => id ?? 0)),
    frames: pictures.range,
  });
  const diffs = broughtBack(edits, editor.store.all());
  editor.history.step("load edits", null, () => editor.store.apply({ diffs, origin: "user" }));
  return diffs.length;
}
