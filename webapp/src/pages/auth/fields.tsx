import { Form, type FormInstance, Input } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../api/errors";
import { Failure } from "../../ui/Failure";
import styles from "./auth.module.css";

/** Says that a field has to be filled. */
export function useRequired() {
  const { t } = useTranslation();
  return { required: true, message: t("auth:required") };
}

interface NewPasswordProps {
  /** Names of the two fields, as the server calls them. */
  names: readonly [string, string];
  size?: "large" | "middle";
}

/** A new password, typed twice. */
export function NewPassword({ names: [first, second], size = "large" }: NewPasswordProps) {
  const { t } = useTranslation();
  const required = useRequired();
  return (
    <>
      <Form.Item
        name={first}
        label={t("auth:newPassword")}
        rules={[required, { min: 8, message: t("auth:passwordRule") }]}
        extra={t("auth:passwordRule")}
      >
        <Input.Password size={size} autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name={second}
        label={t("auth:again")}
        dependencies={[first]}
        rules={[
          required,
          ({ getFieldValue }) => ({
            validator: (_, again) =>
              !again || again === getFieldValue(first)
                ? Promise.resolve()
                : Promise.reject(new Error(t("auth:differ"))),
          }),
        ]}
      >
        <Input.Password size={size} autoComplete="new-password" />
      </Form.Item>
    </>
  );
}

interface ComplaintsProps {
  form: FormInstance;
  /** The fields that the form shows. */
  names: readonly string[];
  error: Error | null;
}

/** What the server does not like: beside the field it names, else in a line of its own. */
export function Complaints({ form, names, error }: ComplaintsProps) {
  const known = error instanceof ApiError ? names.filter((name) => error.fields[name]) : [];
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once for each error
  useEffect(() => {
    if (!(error instanceof ApiError)) return;
    form.setFields(known.map((name) => ({ name, errors: [error.fields[name] as string] })));
  }, [error]);
  if (!error || known.length) return null;
  return (
    <div className={styles.failure}>
      <Failure inline error={error} />
    </div>
  );
}
