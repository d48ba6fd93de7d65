import type { Action } from "../actions";
import type { AnnotationRecord } from "../core/records";
import { linkTo } from "./frame-url";
import type { Session } from "./session";
import { workspaceAction } from "./workspace-action";

/** Copying names and addresses, to tell others of them. */
export function linkActions({ editor, pictures }: Session): Action[] {
  const object = () => {
    const [id] = editor.targets;
    return id === undefined ? undefined : editor.store.get(id);
  };
  const copy = (text: string) =>
    void copyText(text).then((key) => editor.operations.told.emit(key));
  return [
    workspaceAction("frames", "copy-frame-name", {
      keys: [],
      icon: "copy",
      enabled: () => pictures.name(editor.frame) !== "",
      run: () => copy(pictures.name(editor.frame)),
    }),
    workspaceAction("frames", "copy-frame-link", {
      keys: [],
      icon: "link",
      run: () => copy(linkTo(editor.frame)),
    }),
    workspaceAction("objects", "copy-object-link", {
      keys: [],
      icon: "link",
      enabled: () => typeof object()?.serverId === "number",
      run: () => {
        const record = object();
        if (record) copy(linkToObject(editor.frame, record));
      },
    }),
  ];
}

function linkToObject(frame: number, { kind, serverId }: AnnotationRecord): string {
  return serverId === null ? linkTo(frame) : linkTo(frame, { kind, serverId });
}

/** What is to be told of it: only pages that came by HTTPS, or from this machine, may copy. */
async function copyText(text: string) {
  try {
    await navigator.clipboard.writeText(text);
    return { key: "workspace:link.copied", values: { text } };
  } catch {
    return { key: "workspace:link.notCopied", values: { text } };
  }
}
