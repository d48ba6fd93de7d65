import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Form, Input } from "antd";
import { Link2Off, MailCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { requestJson } from "../../api/client";
import { Empty } from "../../ui/Empty";
import { AuthCard } from "./AuthCard";
import styles from "./auth.module.css";
import { Complaints, NewPassword, useRequired } from "./fields";

/** Sends the mail with the link to choose a new password. */
export function AskResetPage() {
  const { t } = useTranslation();
  const required = useRequired();
  const [form] = Form.useForm<{ email: string }>();
  const ask = useMutation({
    mutationFn: (values: { email: string }) =>
      requestJson("/api/auth/password/reset", "POST", values),
  });
  return (
    <AuthCard title={t("auth:reset.title")} foot={<Link to="/login">{t("auth:toSignIn")}</Link>}>
      {ask.isSuccess ? (
        <Empty
          icon={<MailCheck size={22} strokeWidth={1.5} />}
          title={t("auth:reset.sent")}
          hint={t("auth:reset.sentHint", ask.variables)}
        />
      ) : (
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          onFinish={(values) => ask.mutate(values)}
        >
          <p className={styles.intro}>{t("auth:reset.hint")}</p>
          <Form.Item name="email" label={t("auth:email")} rules={[required]}>
            <Input size="large" type="email" autoComplete="email" autoFocus />
          </Form.Item>
          <Complaints form={form} names={["email"]} error={ask.error} />
          <Button type="primary" size="large" htmlType="submit" block loading={ask.isPending}>
            {t("auth:reset.send")}
          </Button>
        </Form>
      )}
    </AuthCard>
  );
}

interface Passwords {
  new_password1: string;
  new_password2: string;
}

/** Where the mail's link leads: a new password, without the old one. */
export function ConfirmResetPage() {
  const { t } = useTranslation();
  const { uid, token } = useSearch({ from: "/auth/password/reset/confirm" });
  return (
    <AuthCard
      title={t("auth:reset.title")}
      foot={<Link to="/auth/password/reset">{t("auth:reset.another")}</Link>}
    >
      {uid && token ? (
        <NewPasswordForm uid={uid} token={token} />
      ) : (
        <Empty
          icon={<Link2Off size={22} strokeWidth={1.5} />}
          title={t("auth:reset.cut")}
          hint={t("auth:reset.cutHint")}
        />
      )}
    </AuthCard>
  );
}

function NewPasswordForm({ uid, token }: { uid: string; token: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [form] = Form.useForm<Passwords>();
  const save = useMutation({
    mutationFn: (passwords: Passwords) =>
      requestJson("/api/auth/password/reset/confirm", "POST", { uid, token, ...passwords }),
    onSuccess: () => navigate({ to: "/login", search: { mail: "newPassword" } }),
  });
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      onFinish={(passwords) => save.mutate(passwords)}
    >
      <NewPassword names={["new_password1", "new_password2"]} />
      <Complaints form={form} names={["new_password1", "new_password2"]} error={save.error} />
      <Button type="primary" size="large" htmlType="submit" block loading={save.isPending}>
        {t("auth:reset.save")}
      </Button>
    </Form>
  );
}
