import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useRouter, useSearch } from "@tanstack/react-router";
import { Button, Form, Input } from "antd";
import { Lock, MailCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { requestJson } from "../../api/client";
import { signUpQuery } from "../../api/queries";
import { Empty } from "../../ui/Empty";
import { Failure } from "../../ui/Failure";
import { AuthCard } from "./AuthCard";
import styles from "./auth.module.css";
import { Complaints, NewPassword, useRequired } from "./fields";

interface Registration {
  username: string;
  email: string;
  first_name: string;
  last_name: string;
  password1: string;
  password2: string;
}

interface Registered {
  key: string | null;
}

const fields = ["username", "email", "first_name", "last_name", "password1", "password2"] as const;

/** Makes an account, where the server is open for that. */
export function RegisterPage() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(signUpQuery);
  return (
    <AuthCard title={t("auth:register.title")} foot={<HaveOne />}>
      {error ? <Failure inline error={error} onRetry={() => void refetch()} /> : null}
      {data?.open ? <RegisterForm /> : null}
      {data && !data.open ? (
        <Empty
          icon={<Lock size={22} strokeWidth={1.5} />}
          title={t("auth:register.closed")}
          hint={t("auth:register.closedHint")}
        />
      ) : null}
    </AuthCard>
  );
}

/** Makes the account of somebody who got an invitation by mail; open on every server. */
export function InvitedPage() {
  const { t } = useTranslation();
  const { email } = useSearch({ from: "/auth/register/invitation" });
  return (
    <AuthCard title={t("auth:register.invitedTitle")} foot={<HaveOne next="/invitations" />}>
      {email ? <p className={styles.intro}>{t("auth:register.invited", { email })}</p> : null}
      <RegisterForm invited={email} />
    </AuthCard>
  );
}

function RegisterForm({ invited }: { invited?: string | undefined }) {
  const { t } = useTranslation();
  const required = useRequired();
  const [form] = Form.useForm<Registration>();
  const register = useRegistration();
  if (register.data && !register.data.key) return <LookIntoMail email={register.variables.email} />;
  return (
    <Form<Registration>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ email: invited, first_name: "", last_name: "" }}
      onFinish={(values) => register.mutate(values)}
    >
      <Form.Item
        name="username"
        label={t("auth:username")}
        extra={t("auth:register.nameRule")}
        rules={[required, { pattern: /^[\w.@+-]{5,150}$/, message: t("auth:register.nameRule") }]}
      >
        <Input size="large" autoComplete="username" autoFocus />
      </Form.Item>
      <Form.Item name="email" label={t("auth:email")} rules={[required]}>
        <Input size="large" type="email" autoComplete="email" readOnly={!!invited} />
      </Form.Item>
      <div className={styles.pair}>
        <Form.Item name="first_name" label={t("auth:firstName")}>
          <Input size="large" autoComplete="given-name" maxLength={150} />
        </Form.Item>
        <Form.Item name="last_name" label={t("auth:lastName")}>
          <Input size="large" autoComplete="family-name" maxLength={150} />
        </Form.Item>
      </div>
      <NewPassword names={["password1", "password2"]} />
      <Complaints form={form} names={fields} error={register.error} />
      <Button type="primary" size="large" htmlType="submit" block loading={register.isPending}>
        {t("auth:register.create")}
      </Button>
    </Form>
  );
}

function useRegistration() {
  const queries = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: (values: Registration) =>
      requestJson<Registered>("/api/auth/register", "POST", values),
    onSuccess: ({ key }) => {
      if (!key) return;
      queries.clear();
      router.history.push("/");
    },
  });
}

function LookIntoMail({ email }: { email: string }) {
  const { t } = useTranslation();
  return (
    <Empty
      icon={<MailCheck size={22} strokeWidth={1.5} />}
      title={t("auth:register.sent")}
      hint={t("auth:register.sentHint", { email })}
    />
  );
}

function HaveOne({ next }: { next?: string }) {
  const { t } = useTranslation();
  return (
    <p>
      {t("auth:register.haveOne")}{" "}
      <Link to="/login" search={{ next }}>
        {t("auth:toSignIn")}
      </Link>
    </p>
  );
}
