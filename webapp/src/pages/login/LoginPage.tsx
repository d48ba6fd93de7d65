import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { Button, Form, Input } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { requestJson } from "../../api/client";
import { Failure } from "../../ui/Failure";
import { ThemeProvider } from "../../ui/ThemeProvider";
import { Mark } from "../shell/Mark";
import styles from "./login.module.css";

interface Credentials {
  username: string;
  password: string;
}

/** Asks who is there; goes on to where one wanted to be. */
export function LoginPage() {
  return (
    <ThemeProvider place="pages">
      <LoginForm />
    </ThemeProvider>
  );
}

function LoginForm() {
  const { t } = useTranslation();
  const { next } = useSearch({ from: "/login" });
  const queries = useQueryClient();
  const router = useRouter();
  useEffect(() => {
    document.title = `${t("login:title")} · Limn`;
  }, [t]);
  const signIn = useMutation({
    mutationFn: (credentials: Credentials) => requestJson("/api/auth/login", "POST", credentials),
    onSuccess: () => {
      queries.clear();
      router.history.push(next ?? "/");
    },
  });
  return (
    <main className={styles.page}>
      <Form<Credentials>
        className={styles.card}
        layout="vertical"
        requiredMark={false}
        onFinish={(credentials) => signIn.mutate(credentials)}
      >
        <div className={styles.brand}>
          <Mark size={34} />
          <h1>{t("login:title")}</h1>
        </div>
        <Form.Item name="username" label={t("login:username")} rules={[required(t)]}>
          <Input size="large" autoComplete="username" autoFocus />
        </Form.Item>
        <Form.Item name="password" label={t("login:password")} rules={[required(t)]}>
          <Input.Password size="large" autoComplete="current-password" />
        </Form.Item>
        {signIn.error ? (
          <div className={styles.failure}>
            <Failure inline error={signIn.error} />
          </div>
        ) : null}
        <Button type="primary" size="large" htmlType="submit" block loading={signIn.isPending}>
          {t("login:signIn")}
        </Button>
        <p className={styles.hint}>{t("login:hint")}</p>
      </Form>
    </main>
  );
}

function required(t: (key: string) => string) {
  return { required: true, message: t("login:required") };
}
