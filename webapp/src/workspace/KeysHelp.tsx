import { Modal } from "antd";
import { useTranslation } from "react-i18next";
import { type Action, actions } from "../actions";
import { Keys } from "../ui";
import { dialogWidth } from "../ui/tokens";
import { useSource } from "./hooks";
import styles from "./keys-help.module.css";
import { useLayout } from "./layout-state";

/** Every key that works right now, as the registry has it. */
export function KeysHelp() {
  const { t } = useTranslation();
  const { helpOpen, setHelpOpen } = useLayout();
  const list = useSource(actions, () => actions.list());
  return (
    <Modal
      open={helpOpen}
      onCancel={() => setHelpOpen(false)}
      title={t("workspace:keys.title")}
      footer={null}
      width={dialogWidth.table}
      destroyOnHidden
    >
      <section
        className={styles.scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: so that the keyboard can scroll it
        tabIndex={0}
        aria-label={t("workspace:keys.title")}
      >
        <div className={styles.groups}>
          {grouped(list).map(([group, members]) => (
            <section key={group} className={styles.group}>
              <h3 className={styles.heading}>{t(group)}</h3>
              <dl>
                {members.map((action) => (
                  <div key={action.id} className={styles.line}>
                    <dt>{t(action.label)}</dt>
                    <dd className={styles.keys}>
                      <Keys keys={actions.keysOf(action.id)} />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
          <section className={styles.group}>
            <h3 className={styles.heading}>{t("workspace:groups.labels")}</h3>
            <dl>
              <div className={styles.line}>
                <dt>{t("workspace:keys.label")}</dt>
                <dd className={styles.keys}>
                  <Keys keys={["1"]} /> … <Keys keys={["9"]} />
                </dd>
              </div>
            </dl>
          </section>
          <section className={styles.group}>
            <h3 className={styles.heading}>{t("workspace:keys.mouse")}</h3>
            <dl>
              {MOUSE.map((gesture) => (
                <div key={gesture} className={styles.line}>
                  <dt>{t(`workspace:gestures.${gesture}.does`)}</dt>
                  <dd className={styles.keys}>{t(`workspace:gestures.${gesture}.how`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        </div>
      </section>
    </Modal>
  );
}

const MOUSE = ["zoom", "pan", "fit", "removeVertex", "removeLast", "several", "touch"];

/** One line stands for all of them. */
const LABEL_DIGIT = /\.label-\d+$/;

/** Actions that have keys, under their headings. */
function grouped(list: readonly Action[]): [string, Action[]][] {
  const groups = new Map<string, Action[]>();
  for (const action of list) {
    if (actions.keysOf(action.id).length === 0 || !action.group) continue;
    if (LABEL_DIGIT.test(action.id)) continue;
    groups.set(action.group, [...(groups.get(action.group) ?? []), action]);
  }
  return [...groups];
}
