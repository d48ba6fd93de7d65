import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Form, Input, Modal } from "antd";
import { useTranslation } from "react-i18next";
import { requestJson } from "../../api/client";
import { organizationsQuery } from "../../api/queries";
import type { Organization } from "../../api/types";
import { dialogWidth } from "../../ui/tokens";
import { Complaints, useRequired } from "../auth/fields";
import styles from "./organizations.module.css";

interface Wanted {
  slug: string;
  name: string;
  description: string;
}

const fields = ["slug", "name", "description"] as const;

/** Makes an organization, and goes there. */
export function NewOrganizationDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const required = useRequired();
  const [form] = Form.useForm<Wanted>();
  const create = useCreating();
  return (
    <Modal
      open
      width={dialogWidth.form}
      title={t("organizations:new")}
      okText={t("common:create")}
      cancelText={t("common:cancel")}
      confirmLoading={create.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Wanted>
        form={form}
        className={styles.dialog}
        layout="vertical"
        requiredMark={false}
        initialValues={{ slug: "", name: "", description: "" }}
        onFinish={(wanted) => create.mutate(wanted)}
      >
        <Form.Item
          name="slug"
          label={t("organizations:slug")}
          extra={t("organizations:slugHint")}
          rules={[required, { pattern: /^[-\w]{1,16}$/, message: t("organizations:slugHint") }]}
        >
          <Input autoFocus maxLength={16} className="mono" />
        </Form.Item>
        <Form.Item name="name" label={t("organizations:name")}>
          <Input maxLength={64} />
        </Form.Item>
        <Form.Item name="description" label={t("organizations:description")}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={10_000} />
        </Form.Item>
        <Complaints form={form} names={fields} error={create.error} />
      </Form>
    </Modal>
  );
}

function useCreating() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (wanted: Wanted) => requestJson<Organization>("/api/organizations", "POST", wanted),
    onSuccess: async ({ slug }) => {
      await queries.invalidateQueries({ queryKey: organizationsQuery.queryKey });
      await navigate({ to: "/organizations/$slug", params: { slug } });
    },
  });
}
