import type { HTMLAttributes, KeyboardEvent, MouseEvent } from "react";

/** Keys that belong to whatever control has the focus. */
const CONTROL_KEYS = new Set(["Tab", "Enter", " ", "ArrowUp", "ArrowDown", "Home", "End"]);

type Props = HTMLAttributes<HTMLElement> & { as?: "div" | "header" | "aside" | "nav" | "footer" };

/**
 * Bars and panels around the canvas.
 *
 * A click leaves the keyboard with the canvas, so that the next key draws and
 * does not press the same button again. Once a control has the focus, by Tab
 * or by clicking into a field, its own keys are its own.
 */
export function Chrome({ as: Element = "div", ...rest }: Props) {
  return <Element {...rest} onMouseDown={leaveFocus} onKeyDown={keepKeys} onKeyUp={keepKeys} />;
}

function leaveFocus(event: MouseEvent): void {
  if (!(event.target instanceof Element)) return;
  if (event.target.closest("input, select, textarea, label, [role=combobox]")) return;
  event.preventDefault();
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

function keepKeys(event: KeyboardEvent): void {
  if (CONTROL_KEYS.has(event.key)) event.stopPropagation();
}
