import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useRouter, useSearch } from "@tanstack/react-router";
import { Button, Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { requestJson } from "../../api/client";
import { signUpQuery } from "../../api/queries";
import { AuthCard } from "./AuthCard";
import styles from "./auth.module.css";
import { Complaints, useRequired } from "./fields";
import { Note } from "./Note";

interface Credentials {
  username: string;
  password: string;
}

/** Asks who is there; goes on to where one wanted to be. */
export function LoginPage() {
  const { t } = useTranslation();
  const { next, mail } = useSearch({ from: "/login" });
  const queries = useQueryClient();
  const router = useRouter();
  const onSignedIn = () => {
    queries.clear();
    router.history.push(next ?? "/");
  };
  return (
    <AuthCard title={t("auth:login.title")} foot={<WaysIn />}>
      {mail ? (
        <Note tone={mail === "refused" ? "bad" : "good"}>{t(`auth:notes.${mail}`)}</Note>
      ) : null}
      <LoginForm onSignedIn={onSignedIn} />
    </AuthCard>
  );
}

/** Name and password; `username` is given where it is known who has to come back. */
export function LoginForm({
  onSignedIn,
  username,
}: {
  onSignedIn: () => void;
  username?: string | undefined;
}) {
  const { t } = useTranslation();
  const required = useRequired();
  const [form] = Form.useForm<Credentials>();
  const signIn = useMutation({ mutationFn: signInWith, onSuccess: onSignedIn });
  return (
    <Form<Credentials>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ username }}
      onFinish={(credentials) => signIn.mutate(credentials)}
    >
      <Form.Item name="username" label={t("auth:login.name")} rules={[required]}>
        <Input size="large" autoComplete="username" autoFocus={!username} readOnly={!!username} />
      </Form.Item>
      <Form.Item name="password" label={t("auth:password")} rules={[required]}>
        <Input.Password size="large" autoComplete="current-password" autoFocus={!!username} />
      </Form.Item>
      <Complaints form={form} names={[]} error={signIn.error} />
      <Button type="primary" size="large" htmlType="submit" block loading={signIn.isPending}>
        {t("auth:login.signIn")}
      </Button>
    </Form>
  );
}

/** What else one can do who cannot sign in. */
function WaysIn() {
  const { t } = useTranslation();
  const { data } = useQuery(signUpQuery);
  return (
    <>
      <p>
        <Link to="/auth/password/reset">{t("auth:login.forgot")}</Link>
      </p>
      {data ? (
        <p className={styles.hint}>
          {data.open ? (
            <>
              {t("auth:login.newHere")} <Link to="/auth/register">{t("auth:login.register")}</Link>
            </>
          ) : (
            t("auth:login.closed")
          )}
        </p>
      ) : null}
    </>
  );
}

function signInWith(credentials: Credentials) {
  return requestJson("/api/auth/login", "POST", credentials);
}
