import { Button } from "antd";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../api/client";
import type { components } from "../api/schema";
import { Failure } from "../ui";
import type { Described } from "./contributions";
import type { OpenJob } from "./open-job";
import styles from "./plugins.module.css";

type Value = string | number | boolean;
type Question = components["schemas"]["PanelQuestion"];
type Block = components["schemas"]["PanelBlock"];
type Asked =
  | { readonly state: "not yet" | "waiting" }
  | { readonly state: "answered"; readonly blocks: readonly Block[] }
  | { readonly state: "failed"; readonly error: Error };

/** Questions of a plugin, and what the server answers about the job as it is now. */
export function DescribedPanel({ panel, job }: { panel: Described; job: OpenJob }) {
  const { t } = useTranslation();
  const [values, setValues] = useState<Record<string, Value>>(() =>
    Object.fromEntries(panel.questions.map(({ name, default: value }) => [name, value])),
  );
  const [asked, setAsked] = useState<Asked>({ state: "not yet" });
  const asking = useRef<AbortController>(null);
  useEffect(() => () => asking.current?.abort(), []);
  const ask = async (event: FormEvent) => {
    event.preventDefault();
    asking.current = new AbortController();
    const { signal } = asking.current;
    setAsked({ state: "waiting" });
    const path = { job_id: job.id, name: panel.name };
    try {
      await job.save();
      const { blocks } = await unwrap(
        api.POST("/api/jobs/{job_id}/panels/{name}", {
          params: { path },
          body: { values },
          signal,
        }),
      );
      setAsked({ state: "answered", blocks });
    } catch (error) {
      if (signal.aborted) return;
      setAsked({ state: "failed", error: error instanceof Error ? error : new Error(`${error}`) });
    }
  };
  const giveUp = () => {
    asking.current?.abort();
    setAsked({ state: "not yet" });
  };
  return (
    <form className={styles.panel} onSubmit={(event) => void ask(event)}>
      {panel.questions.map((question) => (
        <Field
          key={question.name}
          question={question}
          value={values[question.name] ?? question.default}
          onChange={(value) => setValues({ ...values, [question.name]: value })}
        />
      ))}
      <Button size="small" type="primary" htmlType="submit" loading={asked.state === "waiting"}>
        {t("plugins:ask")}
      </Button>
      {asked.state === "waiting" ? (
        <Button size="small" onClick={giveUp}>
          {t("common:cancel")}
        </Button>
      ) : null}
      {asked.state === "failed" ? <Failure error={asked.error} inline /> : null}
      {asked.state === "answered" ? <Answer blocks={asked.blocks} /> : null}
    </form>
  );
}

interface FieldProps {
  question: Question;
  value: Value;
  onChange: (value: Value) => void;
}

function Field({ question: { name, title, kind, choices }, value, onChange }: FieldProps) {
  const native = { id: `panel-${name}`, name };
  const input =
    kind === "yes" ? (
      <input
        {...native}
        type="checkbox"
        checked={value === true}
        onChange={(event) => onChange(event.target.checked)}
      />
    ) : choices.length > 0 ? (
      <select {...native} value={`${value}`} onChange={(event) => onChange(event.target.value)}>
        {choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    ) : (
      <input
        {...native}
        type={kind === "number" ? "number" : "text"}
        step="any"
        value={`${value}`}
        onChange={({ target }) => onChange(kind === "number" ? target.valueAsNumber : target.value)}
      />
    );
  return (
    <label className={styles.field} htmlFor={native.id}>
      <span>{title}</span>
      {input}
    </label>
  );
}

function Answer({ blocks }: { blocks: readonly Block[] }) {
  return (
    <div aria-live="polite">
      {blocks.map((block, n) => {
        const key = `${n}`;
        return block.columns ? (
          <Rows key={key} columns={block.columns} rows={block.rows ?? []} />
        ) : (
          <p key={key}>{block.text}</p>
        );
      })}
    </div>
  );
}

interface RowsProps {
  columns: readonly string[];
  rows: readonly (readonly (string | number)[])[];
}

function Rows({ columns, rows }: RowsProps) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column}>{column}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have nothing else to be told apart by
          <tr key={n}>
            {row.map((cell, column) => (
              <td key={columns[column]} data-number={typeof cell === "number"}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
