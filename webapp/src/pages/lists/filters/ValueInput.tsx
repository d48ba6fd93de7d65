import { useQuery } from "@tanstack/react-query";
import { Input } from "antd";
import { type ChangeEvent, useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { usersQuery } from "../../../api/queries";
import { useHere } from "../useHere";
import type { Choice, Field, Operator } from "./fields";
import styles from "./filters.module.css";
import { listed } from "./to-logic";

interface ValueInputProps {
  field: Field;
  operator: Operator;
  value: string;
  onChange: (value: string) => void;
}

/** What a rule compares with, asked for as its field needs it. */
export function ValueInput({ field, operator, value, onChange }: ValueInputProps) {
  const { t } = useTranslation();
  const label = t("lists:with");
  const put = ({ target }: ChangeEvent<HTMLInputElement | HTMLSelectElement>) =>
    onChange(target.value);
  if (field.kind === "choice" && operator === "oneOf") {
    return <Several choices={field.choices ?? []} value={value} onChange={onChange} />;
  }
  if (field.kind === "choice") {
    return (
      <select className={styles.select} aria-label={label} value={value} onChange={put}>
        <option value="">{t("lists:choose")}</option>
        {field.choices?.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </select>
    );
  }
  if (field.kind === "date") {
    return (
      <input
        className={styles.select}
        type="date"
        aria-label={label}
        value={value}
        onChange={put}
      />
    );
  }
  return <Typed field={field} operator={operator} value={value} onChange={onChange} />;
}

/** Some of the choices, as chips. */
function Several({
  choices,
  value,
  onChange,
}: Pick<ValueInputProps, "value" | "onChange"> & { choices: readonly Choice[] }) {
  const { t } = useTranslation();
  const taken = listed(value);
  return (
    <fieldset className={styles.several} aria-label={t("lists:with")}>
      {choices.map((one) => {
        const on = taken.includes(one.value);
        const next = on ? taken.filter((other) => other !== one.value) : [...taken, one.value];
        return (
          <label key={one.value}>
            <input type="checkbox" checked={on} onChange={() => onChange(next.join(", "))} />
            {one.label}
          </label>
        );
      })}
    </fieldset>
  );
}

const typingPause = 250;

/** A text or a number; people are suggested. The list follows a moment after the last letter. */
function Typed({ field, operator, value, onChange }: ValueInputProps) {
  const { t } = useTranslation();
  const id = useId();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onChange(typed), typingPause);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  return (
    <>
      <Input
        className={styles.value}
        type={field.kind === "number" ? "number" : "text"}
        list={field.kind === "person" ? id : undefined}
        aria-label={t("lists:with")}
        placeholder={operator === "oneOf" ? t("lists:withCommas") : ""}
        maxLength={256}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {field.kind === "person" ? <People id={id} words={typed} /> : null}
    </>
  );
}

function People({ id, words }: { id: string; words: string }) {
  const here = useHere();
  const { data } = useQuery(usersQuery({ search: words.trim(), page_size: 20, ...here }));
  return (
    <datalist id={id}>
      {data?.results.map(({ username }) => (
        <option key={username} value={username} />
      ))}
    </datalist>
  );
}
