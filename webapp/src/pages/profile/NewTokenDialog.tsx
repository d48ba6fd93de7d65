import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Form, Input, Modal, Select, Switch } from "antd";
import { useTranslation } from "react-i18next";
import { requestJson } from "../../api/client";
import { tokensQuery } from "../../api/queries";
import type { AccessToken } from "../../api/types";
import { dialogWidth } from "../../ui/tokens";
import { Complaints, useRequired } from "../auth/fields";
import { expiryAfter, lifetimes } from "./lifetimes";
import styles from "./profile.module.css";
import { SecretText } from "./SecretText";

interface Wanted {
  name: string;
  days: number;
  read_only: boolean;
}

/** Makes an access token, and shows its text this once. */
export function NewTokenDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const required = useRequired();
  const [form] = Form.useForm<Wanted>();
  const create = useCreating();
  const made = create.data?.value;
  return (
    <Modal
      open
      width={dialogWidth.form}
      title={t(made ? "profile:created" : "profile:newToken")}
      okText={t(made ? "common:close" : "common:create")}
      cancelText={t("common:cancel")}
      cancelButtonProps={{ hidden: !!made }}
      confirmLoading={create.isPending}
      onOk={made ? onClose : () => form.submit()}
      onCancel={onClose}
    >
      {made ? (
        <>
          <p className={styles.hint}>{t("profile:createdHint")}</p>
          <SecretText text={made} label={t("profile:created")} />
        </>
      ) : (
        <Form<Wanted>
          form={form}
          className={styles.dialog}
          layout="vertical"
          requiredMark={false}
          initialValues={{ name: "", days: 90, read_only: true }}
          onFinish={(wanted) => create.mutate(wanted)}
        >
          <Form.Item name="name" label={t("profile:tokenName")} rules={[required]}>
            <Input autoFocus maxLength={50} placeholder={t("profile:tokenNameHint")} />
          </Form.Item>
          <Form.Item name="days" label={t("profile:tokenExpiry")}>
            <Select
              options={lifetimes.map((days) => ({
                value: days,
                label: t(`profile:expiries.${days}`),
              }))}
            />
          </Form.Item>
          <Form.Item
            name="read_only"
            label={t("profile:readOnly")}
            extra={t("profile:readOnlyHint")}
            valuePropName="checked"
          >
            <Switch />
          </Form.Item>
          <Complaints form={form} names={["name"]} error={create.error} />
        </Form>
      )}
    </Modal>
  );
}

function useCreating() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ name, days, read_only }: Wanted) =>
      requestJson<AccessToken>("/api/auth/access_tokens", "POST", {
        name,
        read_only,
        expiry_date: expiryAfter(days, new Date()),
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  });
}
