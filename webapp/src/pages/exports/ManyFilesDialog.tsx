import { Link } from "@tanstack/react-router";
import { Checkbox, Form } from "antd";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { DeedDialog } from "../../ui/DeedDialog";
import { Failure } from "../../ui/Failure";
import type { Bulk } from "../lists/bulk/useBulk";
import { FormatSelect, useFormat } from "./FormatSelect";
import { endingOf } from "./file-name";
import { ManyNames } from "./ManyNames";
import { fileOfEach, type Written, writtenTo } from "./many";
import { namesFrom, repeatedIn } from "./name-template";
import { TargetSelect } from "./TargetSelect";

export interface Many {
  kind: "tasks" | "projects" | "jobs";
  items: readonly {
    id?: number | undefined;
    name: string;
    dimension?: string | null | undefined;
  }[];
}

interface ManyDialogProps {
  of: Many;
  bulk: Bulk;
  onClose: () => void;
}

/** Exports each of many tasks, projects or jobs. */
export function ExportManyDialog({ of, bulk, onClose }: ManyDialogProps) {
  const { t } = useTranslation();
  const [first, ...others] = of.items.map(({ dimension }) => dimension ?? undefined);
  const formats = useFormat(others.every((one) => one === first) ? first : undefined);
  const [images, setImages] = useState(false);
  const ending = endingOf(formats.format?.ext ?? "");
  const query = { format: formats.format?.name ?? "", save_images: `${images}` };
  return (
    <ManyDialog
      of={of}
      bulk={bulk}
      title={t(`exports:many.${of.kind}`, { count: of.items.length })}
      ok={t("exports:start")}
      ready={Boolean(formats.format)}
      ending={ending}
      urlOf={(id, file) => {
        formats.remember();
        return `/api/${of.kind}/${id}/dataset/export?${new URLSearchParams({ ...query, ...file })}`;
      }}
      onClose={onClose}
    >
      {formats.error ? <Failure inline error={formats.error} /> : null}
      <Form.Item label={t("exports:format")} htmlFor="many-format">
        <FormatSelect id="many-format" of={formats} />
      </Form.Item>
      <Checkbox checked={images} onChange={({ target }) => setImages(target.checked)}>
        {t("exports:images")}
      </Checkbox>
    </ManyDialog>
  );
}

/** Backs up each of many tasks or projects. */
export function BackUpManyDialog({ of, bulk, onClose }: ManyDialogProps) {
  const { t } = useTranslation();
  const [light, setLight] = useState(false);
  const query = { ...(light && { lightweight: "true" }) };
  return (
    <ManyDialog
      of={of}
      bulk={bulk}
      title={t(`backups:many.${of.kind}`, { count: of.items.length })}
      ok={t("backups:start")}
      ready
      ending=".zip"
      urlOf={(id, file) =>
        `/api/${of.kind}/${id}/backup/export?${new URLSearchParams({ ...query, ...file })}`
      }
      onClose={onClose}
    >
      <Form.Item extra={t("backups:lightHint")}>
        <Checkbox checked={light} onChange={({ target }) => setLight(target.checked)}>
          {t("backups:light")}
        </Checkbox>
      </Form.Item>
    </ManyDialog>
  );
}

interface FilesProps extends ManyDialogProps {
  title: string;
  ok: string;
  ready: boolean;
  ending: string;
  /** What has the file of one of them written, with the parameters for where it goes. */
  urlOf: (id: number, file: Record<string, string>) => string;
  children: ReactNode;
}

function ManyDialog({ of: { items }, bulk, ready, ending, urlOf, children, ...rest }: FilesProps) {
  const { t } = useTranslation();
  const [template, setTemplate] = useState("");
  const [storageId, setStorageId] = useState<number | null>(null);
  const names = namesFrom(template, items, ending);
  const write = async () => {
    const files = new Map<number, Written>(
      items.map(({ id }, place) => [id as number, { storageId, filename: names[place] ?? "" }]),
    );
    const url = (id: number) => urlOf(id, writtenTo(files.get(id) as Written));
    const done = t(storageId === null ? "exports:manyDone" : "exports:manyStored");
    const link = <Link to="/requests">{t("shell:requests")}</Link>;
    // The bar over the list tells how far it is; nobody has to wait in front of a dialog.
    void bulk.run(items.length, (told) => fileOfEach([...files.keys()], url, told), {
      done: (
        <>
          {done} {link}
        </>
      ),
    });
  };
  return (
    <DeedDialog
      {...rest}
      about={t("exports:manyAbout")}
      ready={ready && repeatedIn(names) === undefined}
      deed={write}
    >
      {children}
      <Form.Item label={t("exports:target")} htmlFor="many-target">
        <TargetSelect id="many-target" value={storageId} onChange={setStorageId} />
      </Form.Item>
      <ManyNames
        id="many-names"
        template={template}
        names={names}
        ending={ending}
        onChange={setTemplate}
      />
    </DeedDialog>
  );
}
