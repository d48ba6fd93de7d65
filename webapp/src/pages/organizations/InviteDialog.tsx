import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Form, Input, Modal, Radio } from "antd";
import { useTranslation } from "react-i18next";
import { requestJson } from "../../api/client";
import { asApiError } from "../../api/errors";
import type { Role } from "../../api/types";
import { asSentence } from "../../ui/format";
import { dialogWidth } from "../../ui/tokens";
import { useRequired } from "../auth/fields";
import { addressesIn } from "./addresses";
import styles from "./organizations.module.css";

interface InviteDialogProps {
  slug: string;
  /** What people can be invited as. */
  roles: readonly Role[];
  onClose: () => void;
}

interface Wanted {
  addresses: string;
  role: Role;
}

/** Invites people by their addresses; keeps those that the server refuses, with the reason. */
export function InviteDialog({ slug, roles, onClose }: InviteDialogProps) {
  const { t } = useTranslation();
  const required = useRequired();
  const [form] = Form.useForm<Wanted>();
  const invite = useInviting(slug, (refused) => {
    if (refused.length) form.setFieldValue("addresses", refused.join("\n"));
    else onClose();
  });
  return (
    <Modal
      open
      width={dialogWidth.form}
      title={t("organizations:invite")}
      okText={t("organizations:sendInvitations")}
      cancelText={t("common:cancel")}
      confirmLoading={invite.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Wanted>
        form={form}
        className={styles.dialog}
        layout="vertical"
        requiredMark={false}
        initialValues={{ addresses: "", role: "worker" }}
        onFinish={(wanted) => invite.mutate(wanted)}
      >
        <Form.Item
          name="addresses"
          label={t("organizations:addresses")}
          extra={t("organizations:inviteHint")}
          rules={[required]}
        >
          <Input.TextArea autoFocus autoSize={{ minRows: 3, maxRows: 10 }} />
        </Form.Item>
        <Form.Item name="role" label={t("organizations:role")}>
          <Radio.Group className={styles.roles}>
            {roles.map((role) => (
              <Radio key={role} value={role}>
                {t(`organizations:roles.${role}`)}
                <small>{t(`organizations:roleHints.${role}`)}</small>
              </Radio>
            ))}
          </Radio.Group>
        </Form.Item>
        {invite.data?.length ? (
          <ul role="alert" className={styles.refused}>
            {invite.data.map(({ address, reason }) => (
              <li key={address}>
                <strong>{address}</strong> {reason}
              </li>
            ))}
          </ul>
        ) : null}
      </Form>
    </Modal>
  );
}

interface Refusal {
  address: string;
  reason: string;
}

function useInviting(slug: string, onDone: (refused: string[]) => void) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ addresses, role }: Wanted): Promise<Refusal[]> => {
      const refused: Refusal[] = [];
      const asked = addressesIn(addresses);
      for (const address of asked) {
        const reason = await refusalOf(slug, address, role);
        if (reason) refused.push({ address, reason });
      }
      const count = asked.length - refused.length;
      if (count) void message.success(t("organizations:invited", { count }));
      return refused;
    },
    onSuccess: async (refused) => {
      await queries.invalidateQueries({ queryKey: ["memberships"] });
      onDone(refused.map(({ address }) => address));
    },
  });
}

/** Why that address could not be invited; null: it is. */
async function refusalOf(slug: string, email: string, role: Role): Promise<string | null> {
  try {
    const url = `/api/invitations?org=${encodeURIComponent(slug)}`;
    await requestJson(url, "POST", { email, role });
    return null;
  } catch (thrown) {
    const error = asApiError(thrown);
    return asSentence(error.fields.email ?? error.detail);
  }
}
