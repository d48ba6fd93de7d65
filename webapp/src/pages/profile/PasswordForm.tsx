import { useMutation } from "@tanstack/react-query";
import { App, Button, Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { requestJson } from "../../api/client";
import { Complaints, NewPassword } from "../auth/fields";
import styles from "./profile.module.css";

interface Passwords {
  old_password: string;
  new_password1: string;
  new_password2: string;
}

const fields = ["old_password", "new_password1", "new_password2"] as const;

/** Changes the password; this browser stays signed in. */
export function PasswordForm({ username }: { username: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Passwords>();
  const change = useMutation({
    mutationFn: (passwords: Passwords) =>
      requestJson("/api/auth/password/change", "POST", passwords),
    onSuccess: () => {
      form.resetFields();
      void message.success(t("profile:passwordChanged"));
    },
  });
  return (
    <Form<Passwords>
      form={form}
      layout="vertical"
      requiredMark={false}
      className={styles.narrow}
      onFinish={(passwords) => change.mutate(passwords)}
    >
      {/* So that password managers know whose password changes. */}
      <input hidden readOnly autoComplete="username" value={username} />
      <Form.Item
        name="old_password"
        label={t("profile:oldPassword")}
        extra={t("profile:oldPasswordHint")}
        initialValue=""
      >
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <NewPassword names={["new_password1", "new_password2"]} size="middle" />
      <Complaints form={form} names={fields} error={change.error} />
      <Button htmlType="submit" loading={change.isPending}>
        {t("profile:changePassword")}
      </Button>
    </Form>
  );
}
