import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { requestJson } from "../../api/client";
import { organizationsQuery } from "../../api/queries";
import type { Organization } from "../../api/types";
import { Complaints } from "../auth/fields";
import styles from "./organizations.module.css";

interface Settings {
  name: string;
  description: string;
  contact: Record<string, unknown>;
}

/** The keys that CVAT's app uses in a contact. */
const contacts = ["email", "phoneNumber", "location"] as const;
const contactLabels = {
  email: "organizations:email",
  phoneNumber: "organizations:phone",
  location: "organizations:location",
};

/** What an organization is called, and how it is reached. */
export function SettingsForm({ organization }: { organization: Organization }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Settings>();
  const save = useSaving(organization);
  return (
    <Form<Settings>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={organization}
      onFinish={(settings) => save.mutate(settings)}
    >
      <Form.Item name="name" label={t("organizations:name")}>
        <Input maxLength={64} />
      </Form.Item>
      <Form.Item name="description" label={t("organizations:description")}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={10_000} />
      </Form.Item>
      <div className={styles.contacts}>
        {contacts.map((key) => (
          <Form.Item key={key} name={["contact", key]} label={t(contactLabels[key])}>
            <Input maxLength={256} />
          </Form.Item>
        ))}
      </div>
      <Complaints form={form} names={["name", "description"]} error={save.error} />
      <Button htmlType="submit" loading={save.isPending}>
        {t("common:save")}
      </Button>
    </Form>
  );
}

function useSaving({ id, contact: kept }: Organization) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  return useMutation({
    // What other programs keep in the contact stays there.
    mutationFn: ({ name, description, contact }: Settings) =>
      requestJson(`/api/organizations/${id}`, "PATCH", {
        name,
        description,
        contact: { ...kept, ...contact },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: organizationsQuery.queryKey });
      void message.success(t("organizations:saved"));
    },
  });
}
