import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { requestJson } from "../../api/client";
import { selfQuery } from "../../api/queries";
import type { User } from "../../api/types";
import { Complaints, useRequired } from "../auth/fields";
import styles from "./profile.module.css";

interface Names {
  username: string;
  first_name: string;
  last_name: string;
}

const fields = ["username", "first_name", "last_name"] as const;

/** What one is called. */
export function NamesForm({ self }: { self: User }) {
  const { t } = useTranslation();
  const required = useRequired();
  const [form] = Form.useForm<Names>();
  const save = useSaving(self);
  return (
    <Form<Names>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={self}
      onFinish={(names) => save.mutate(names)}
    >
      <div className={styles.pair}>
        <Form.Item name="username" label={t("auth:username")} rules={[required]}>
          <Input autoComplete="username" maxLength={150} />
        </Form.Item>
        <Form.Item label={t("auth:email")} htmlFor="email" extra={t("profile:emailHint")}>
          <Input id="email" disabled value={self.email} />
        </Form.Item>
        <Form.Item name="first_name" label={t("auth:firstName")}>
          <Input autoComplete="given-name" maxLength={150} />
        </Form.Item>
        <Form.Item name="last_name" label={t("auth:lastName")}>
          <Input autoComplete="family-name" maxLength={150} />
        </Form.Item>
      </div>
      <Complaints form={form} names={fields} error={save.error} />
      <Button htmlType="submit" loading={save.isPending}>
        {t("common:save")}
      </Button>
    </Form>
  );
}

function useSaving({ id }: User) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ username, first_name, last_name }: Names) =>
      requestJson(`/api/users/${id}`, "PATCH", { username, first_name, last_name }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: selfQuery.queryKey });
      void message.success(t("profile:saved"));
    },
  });
}
