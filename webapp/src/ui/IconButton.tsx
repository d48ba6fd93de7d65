import { Tooltip } from "antd";
import type { MouseEvent, ReactNode, Ref } from "react";
import styles from "./IconButton.module.css";
import { Keys, keyName } from "./Keys";

export interface IconButtonProps {
  icon: ReactNode;
  /** Names the action: the tooltip, and what a screen reader says. */
  label: string;
  /** Keys that do the same, as tinykeys writes them: `["$mod+k"]`. */
  keys?: readonly string[];
  onClick?: (event: MouseEvent<HTMLButtonElement>) => void;
  pressed?: boolean;
  disabled?: boolean;
  danger?: boolean;
  placement?: "top" | "right" | "bottom" | "left";
  /** With the browser's own tooltip, which costs nothing until it shows: for long lists. */
  light?: boolean;
  ref?: Ref<HTMLButtonElement>;
  className?: string;
}

/** A button that is an icon only, with a tooltip that names the action and its keys. */
export function IconButton({ icon, label, keys, placement = "bottom", ...rest }: IconButtonProps) {
  const { pressed, danger, className, light, ...native } = rest;
  const button = (
    <button
      type="button"
      {...native}
      title={light ? [label, ...(keys ?? []).map(keyName)].join("  ") : undefined}
      aria-label={label}
      aria-pressed={pressed}
      className={[styles.button, danger && styles.danger, className].filter(Boolean).join(" ")}
    >
      {icon}
    </button>
  );
  if (light) return button;
  const title = (
    <span className={styles.title}>
      {label} {keys?.length ? <Keys keys={keys} /> : null}
    </span>
  );
  return (
    <Tooltip title={title} placement={placement} mouseEnterDelay={0.35}>
      {button}
    </Tooltip>
  );
}
