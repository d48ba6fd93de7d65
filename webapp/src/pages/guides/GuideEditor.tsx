import { useBlocker } from "@tanstack/react-router";
import { Button, Input, Popconfirm, Switch } from "antd";
import type { TextAreaRef } from "antd/es/input/TextArea";
import { ImagePlus } from "lucide-react";
import {
  type ClipboardEvent,
  type DragEvent,
  useDeferredValue,
  useEffect,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import type { Guide } from "../../api/types";
import { Failure } from "../../ui/Failure";
import { useDeed } from "../../ui/useDeed";
import { keepDraft, keptDraft } from "./draft";
import { addAsset, changeGuide, createGuide, type GuideOf, withParagraph } from "./guide";
import styles from "./guides.module.css";
import { Markdown } from "./Markdown";

interface GuideEditorProps {
  of: GuideOf;
  guide: Guide | null;
  /** With the guide as the server has it now; without, nothing has changed. */
  onDone: (guide?: Guide) => void;
}

/** Writes a guide, with what it will look like beside it. */
export function GuideEditor({ of, guide, onDone }: GuideEditorProps) {
  const { t } = useTranslation();
  const saved = { text: guide?.markdown ?? "", open: guide?.is_public ?? false };
  const [draft] = useState(() => keptDraft(of));
  const [text, setText] = useState(draft?.text ?? saved.text);
  const [open, setOpen] = useState(draft?.open ?? saved.open);
  const { busy, error, work } = useDeed();
  const kept = useRef(guide);
  const field = useRef<TextAreaRef>(null);
  const preview = useDeferredValue(text);
  const changed = text !== saved.text || open !== saved.open;
  const { kind, id } = of;
  useEffect(
    () => keepDraft({ kind, id }, changed ? { text, open } : null),
    [kind, id, changed, text, open],
  );
  useLeaving(changed && !busy);

  const own = async () => {
    kept.current ??= await createGuide(of);
    return kept.current.id;
  };
  const save = () =>
    work(async () => {
      const next = await changeGuide(await own(), { markdown: text, is_public: open });
      keepDraft(of, null);
      onDone(next);
    });
  const close = () => {
    keepDraft(of, null);
    onDone(kept.current === guide ? undefined : (kept.current ?? undefined));
  };
  const attach = (files: Iterable<File>) =>
    work(async () => {
      for (const file of files) insert(await addAsset(await own(), file));
    });
  const insert = (words: string) => {
    const area = field.current?.resizableTextArea?.textArea;
    const at = area?.selectionEnd ?? Number.POSITIVE_INFINITY;
    setText((before) => withParagraph(before, at, words));
  };
  const take = (event: ClipboardEvent | DragEvent, data: DataTransfer) => {
    if (!data.files.length) return;
    event.preventDefault();
    attach([...data.files]);
  };

  return (
    <>
      {error ? <Failure inline error={error} /> : null}
      {draft && changed ? (
        <p className={styles.draft}>
          {t("guides:draft")}{" "}
          <Button
            size="small"
            onClick={() => {
              setText(saved.text);
              setOpen(saved.open);
            }}
          >
            {t("guides:fromSaved")}
          </Button>
        </p>
      ) : null}
      <div className={styles.editor}>
        <Input.TextArea
          ref={field}
          className={styles.source}
          aria-label={t("guides:source")}
          placeholder={t("guides:placeholder")}
          autoFocus
          value={text}
          onChange={(event) => setText(event.target.value)}
          onPaste={(event) => take(event, event.clipboardData)}
          onDrop={(event) => take(event, event.dataTransfer)}
        />
        <section className={styles.preview} aria-label={t("guides:preview")}>
          <Markdown text={preview} />
        </section>
      </div>
      <div className={styles.bar}>
        <AttachButton onFiles={attach} />
        <label className={styles.switch} htmlFor="guide-public">
          <Switch id="guide-public" size="small" checked={open} onChange={setOpen} />
          {t("guides:public")}
        </label>
        <Popconfirm
          disabled={!changed}
          title={t("guides:discardAsk")}
          okText={t("guides:discard")}
          cancelText={t("guides:goOn")}
          onConfirm={close}
        >
          <Button onClick={changed ? undefined : close}>{t("common:cancel")}</Button>
        </Popconfirm>
        <Button type="primary" loading={busy} onClick={save}>
          {t("common:save")}
        </Button>
      </div>
    </>
  );
}

/** Asks before a text that is not saved is left. */
function useLeaving(unsaved: boolean) {
  const { t } = useTranslation();
  useBlocker({
    shouldBlockFn: () => unsaved && !window.confirm(t("guides:leave")),
    enableBeforeUnload: unsaved,
  });
}

function AttachButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button icon={<ImagePlus size={15} />} onClick={() => input.current?.click()}>
        {t("guides:attach")}
      </Button>
      <input
        ref={input}
        hidden
        type="file"
        multiple
        accept="image/jpeg,image/png,image/webp,image/gif,application/pdf"
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          target.value = "";
        }}
      />
    </>
  );
}
