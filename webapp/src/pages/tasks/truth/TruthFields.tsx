import { Form, InputNumber, Select } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Amount, Method, TruthChoice } from "./choice";
import styles from "./truth.module.css";

interface TruthFieldsProps {
  /** Begins the ids of the fields. */
  id: string;
  value: TruthChoice;
  onChange: (value: TruthChoice) => void;
  methods: readonly Method[];
  /** What there is to choose from by name, where that is known. */
  names?: readonly string[];
  /** What parts names or numbers while they are typed or pasted. */
  separators: string[];
  /** What to write where frames are named. */
  framesHint: string;
  /** What is wrong with the frames that are named. */
  complaint?: string;
}

/** Which frames get ground truth: by chance, so many of each job, or one by one. */
export function TruthFields(props: TruthFieldsProps) {
  const { id, value, onChange, methods, names = [], separators, framesHint, complaint } = props;
  const { t } = useTranslation();
  const change = (part: Partial<TruthChoice>) => onChange({ ...value, ...part });
  return (
    <>
      <Form.Item label={t("tasks:truth.method")} htmlFor={`${id}-method`}>
        <Select
          id={`${id}-method`}
          value={value.method}
          options={methods.map((one) => ({ value: one, label: t(`tasks:truth.methods.${one}`) }))}
          onChange={(method) => change({ method })}
        />
      </Form.Item>
      {value.method === "manual" ? (
        <Form.Item
          label={t("tasks:truth.frames")}
          htmlFor={`${id}-frames`}
          extra={framesHint}
          {...(complaint && { validateStatus: "error" as const, help: complaint })}
        >
          <Select
            id={`${id}-frames`}
            mode="tags"
            maxTagCount={40}
            tokenSeparators={separators}
            value={[...value.frames]}
            options={names.map((name) => ({ value: name, label: name }))}
            {...(!names.length && { open: false, suffixIcon: null })}
            onChange={(frames) => change({ frames })}
          />
        </Form.Item>
      ) : (
        <>
          <AmountField
            id={`${id}-amount`}
            label={t(`tasks:truth.amounts.${value.method}`)}
            value={value.amount}
            onChange={(amount) => change({ amount })}
          />
          <Form.Item
            label={t("tasks:truth.seed")}
            tooltip={t("tasks:truth.seedHint")}
            htmlFor={`${id}-seed`}
          >
            <InputNumber
              id={`${id}-seed`}
              className={styles.number}
              min={0}
              max={Number.MAX_SAFE_INTEGER}
              precision={0}
              placeholder={t("tasks:truth.noSeed")}
              value={value.seed}
              onChange={(seed) => change({ seed })}
            />
          </Form.Item>
        </>
      )}
    </>
  );
}

interface AmountFieldProps {
  id: string;
  label: string;
  tooltip?: ReactNode;
  value: Amount;
  onChange: (amount: Amount) => void;
}

/** A number of frames, or a share of them in per cent. */
export function AmountField({ id, label, tooltip, value, onChange }: AmountFieldProps) {
  const { t } = useTranslation();
  const percent = value.unit === "percent";
  return (
    <Form.Item label={label} tooltip={tooltip} htmlFor={id}>
      <div className={styles.amount}>
        <InputNumber
          id={id}
          min={percent ? 0.01 : 1}
          {...(percent && { max: 100 })}
          {...(!percent && { precision: 0 })}
          className={styles.number}
          value={value.value}
          onChange={(number) => number && onChange({ ...value, value: number })}
        />
        <Select
          aria-label={t("tasks:truth.unit", { of: label })}
          value={value.unit}
          options={(["percent", "frames"] as const).map((unit) => ({
            value: unit,
            label: t(`tasks:truth.units.${unit}`),
          }))}
          onChange={(unit) => onChange({ value: Math.ceil(value.value), unit })}
        />
      </div>
    </Form.Item>
  );
}
