import { Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import { actions } from "../actions";
import { IconButton } from "../ui";
import { STEP_ICONS } from "./find-actions";
import { ActionIcon } from "./icons";
import { STEPS, useStepping } from "./stepping";

/** Which frames the two keys of a step stop at. */
export function StepsMenu() {
  const { t } = useTranslation();
  const { steps } = useStepping();
  const name = (each: string) => t(`workspace:actions.steps-${each}`);
  const items = STEPS.map((each) => ({
    key: each,
    icon: (
      <span>
        <ActionIcon name={STEP_ICONS[each]} size={16} />
      </span>
    ),
    label: name(each),
  }));
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        items,
        selectedKeys: [steps],
        onClick: ({ key }) => void actions.run(`workspace.steps-${key}`),
      }}
    >
      <span>
        <IconButton
          icon={<ActionIcon name={STEP_ICONS[steps]} size={16} />}
          label={name(steps)}
          light
          pressed={steps !== "all"}
        />
      </span>
    </Dropdown>
  );
}
