import { memo } from "react";
import { useTranslation } from "react-i18next";
import { actions, isEnabled } from "../actions";
import { IconButton } from "../ui";
import { useKeysOf, useSession, useSource } from "./hooks";
import { ActionIcon } from "./icons";

interface ActionButtonProps {
  id: string;
  /** Another icon than the action's own. */
  icon?: string;
  placement?: "top" | "right" | "bottom" | "left";
}

/** A button for an action of the registry; nothing while there is no such action. */
export const ActionButton = memo(function ActionButton(props: ActionButtonProps) {
  const { id, icon, placement = "bottom" } = props;
  const { t } = useTranslation();
  const { pulse } = useSession();
  useSource(pulse, () => looksOf(id));
  const keys = useKeysOf(id);
  const action = actions.get(id);
  if (!action) return null;
  const checked = action.checked?.();
  return (
    <IconButton
      icon={<ActionIcon name={icon ?? action.icon} />}
      label={t(action.label)}
      keys={keys}
      disabled={!isEnabled(action)}
      placement={placement}
      onClick={() => actions.run(id)}
      {...(checked === undefined ? {} : { pressed: checked })}
    />
  );
});

/** All that decides how the button looks, so that it is drawn again only when that changes. */
function looksOf(id: string): string {
  const action = actions.get(id);
  return action ? `${isEnabled(action)} ${action.checked?.()}` : "";
}
