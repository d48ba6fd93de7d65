import type { AnnotationRecord } from "../../core/records";
import { shapeOn } from "../../core/tracks";
import type { Editor } from "../../editor";
import { factsOf } from "./facts";
import { useObjectList } from "./list-state";
import { readQuery } from "./query";

/** Whether a record is what was searched for, as it is on a frame. */
export type Match = (record: AnnotationRecord, frame: number) => boolean;

const ALL: Match = () => true;

export function matching(editor: Editor, text: string): Match {
  const query = readQuery(text);
  if (!query) return ALL;
  return (record, frame) =>
    query(factsOf(editor, record, record.kind === "tag" ? null : shapeOn(record, frame)));
}

/** The query by which objects are left out of sight: none where it only finds frames. */
export function hidingQuery({ query, findsOnly }: { query: string; findsOnly: boolean }): string {
  return findsOnly ? "" : query;
}

/** Show only what is searched for, until the returned function is called; then nothing is. */
export function followSearch(editor: Editor): () => void {
  let last = "";
  const stop = useObjectList.subscribe((state) => {
    const query = hidingQuery(state);
    if (query === last) return;
    last = query;
    const match = matching(editor, query);
    editor.scene.setFilter((record) => match(record, editor.frame));
  });
  return () => {
    stop();
    useObjectList.setState({ query: "", building: false });
  };
}
