import { Form, type FormInstance, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { StorageField, StorageKind } from "../../api/types";
import { Complaints, useRequired } from "../auth/fields";
import { emptyForm, type StorageForm } from "./description";
import { FieldInput } from "./FieldInput";
import { useKindWords } from "./kind-words";
import styles from "./storages.module.css";

interface StorageFieldsProps {
  form: FormInstance<StorageForm>;
  kinds: readonly StorageKind[];
  initial: StorageForm;
  /** Whether the storage is there already: its kind stays, its secrets are kept. */
  exists?: boolean;
  error: Error | null;
  onFinish: (form: StorageForm) => void;
}

const named = ["resource", "display_name"] as const;

/** The form that a kind of storage asks for. */
export function StorageFields({
  form,
  kinds,
  initial,
  exists = false,
  ...rest
}: StorageFieldsProps) {
  const { t } = useTranslation();
  const inWords = useKindWords();
  const required = useRequired();
  const chosen = Form.useWatch("kind", form) ?? initial.kind;
  const access = Form.useWatch("access", form) ?? initial.access;
  const kind = kinds.find(({ name }) => name === chosen);
  const ways = kind?.credentials ?? [];
  const secrets = ways.find(({ name }) => name === access)?.fields ?? [];
  const kept = exists && access === initial.access;
  const anotherKind = (name: string) => {
    const blank = emptyForm(kinds.find((one) => one.name === name));
    form.setFieldsValue({ access: blank.access, secrets: {}, attributes: {} });
  };
  return (
    <Form<StorageForm>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={initial}
      onFinish={rest.onFinish}
    >
      <div className={styles.pair}>
        <Form.Item name="kind" label={t("storages:kind")}>
          <Select
            disabled={exists}
            options={kinds.map(({ name, title }) => ({ value: name, label: inWords(title) }))}
            onChange={anotherKind}
          />
        </Form.Item>
        <Form.Item name="name" label={t("storages:name")} rules={[required]}>
          <Input maxLength={63} />
        </Form.Item>
      </div>
      {kind ? <Asked field={kind.resource} name="resource" /> : null}
      <Form.Item name="access" label={t("storages:access")} hidden={ways.length < 2}>
        <Select options={ways.map(({ name, title }) => ({ value: name, label: inWords(title) }))} />
      </Form.Item>
      <div className={styles.pair}>
        {secrets.map((field) => (
          <Asked key={field.name} field={field} name={["secrets", field.name]} kept={kept} />
        ))}
        {kind?.attributes.map((field) => (
          <Asked key={field.name} field={field} name={["attributes", field.name]} />
        ))}
      </div>
      <Form.Item
        name="manifests"
        label={t("storages:manifests")}
        extra={t("storages:manifestsHint")}
      >
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[" ", ","]} />
      </Form.Item>
      <Form.Item name="description" label={t("storages:description")}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
      </Form.Item>
      <Complaints form={form} names={named} error={rest.error} />
    </Form>
  );
}

interface AskedProps {
  field: StorageField;
  name: string | string[];
  kept?: boolean;
}

function Asked({ field, name, kept = false }: AskedProps) {
  const required = useRequired();
  const inWords = useKindWords();
  return (
    <Form.Item
      name={name}
      label={inWords(field.title)}
      extra={inWords(field.help)}
      rules={field.required && !kept ? [required] : []}
    >
      <FieldInput field={field} kept={kept && field.secret} />
    </Form.Item>
  );
}
