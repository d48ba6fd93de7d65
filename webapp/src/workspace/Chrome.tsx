import type { HTMLAttributes, KeyboardEvent, MouseEvent, ReactNode } from "react";

/** Marks bars and panels, to find the first control in them. */
export const CHROME = "data-chrome";

/** Keys that belong to whatever control has the focus. */
const CONTROL_KEYS = new Set(["Tab", "Enter", " ", "ArrowUp", "ArrowDown", "Home", "End"]);

type Props = HTMLAttributes<HTMLElement> & {
  as?: "div" | "header" | "aside" | "nav" | "footer" | "section";
};

/**
 * Bars and panels around the canvas.
 *
 * A click leaves the keyboard with the canvas, so that the next key draws and
 * does not press the same button again. Once a control has the focus, by Tab
 * or by clicking into a field, its own keys are its own, and Escape gives the
 * keyboard back to the canvas.
 */
export function Chrome({ as: Element = "div", ...rest }: Props) {
  const mark = { [CHROME]: true };
  return (
    <Element {...rest} {...mark} onMouseDown={leaveFocus} onKeyDown={keepKeys} onKeyUp={keepKeys} />
  );
}

const CONTROLS = ':is(button, input, select, [tabindex="0"]):not(:disabled)';

/** Put the keyboard into the next bar or panel, the first after the last; Tab goes on from there. */
export function focusChrome(): void {
  const places = [...document.querySelectorAll(`[${CHROME}]`)].filter((place) =>
    place.querySelector(CONTROLS),
  );
  const here = places.findIndex((place) => place.contains(document.activeElement));
  places[(here + 1) % places.length]?.querySelector<HTMLElement>(CONTROLS)?.focus();
}

function leaveFocus(event: MouseEvent): void {
  if (!(event.target instanceof Element)) return;
  if (event.target.closest("input, select, textarea, label, [role=combobox]")) return;
  event.preventDefault();
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

function keepKeys(event: KeyboardEvent): void {
  if (event.key === "Escape" && event.target instanceof HTMLElement) {
    event.target.blur();
    event.stopPropagation();
  }
  if (CONTROL_KEYS.has(event.key)) event.stopPropagation();
}

/** What floats over the workspace: no key pressed in it reaches the canvas. */
export function Floating({ children }: { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps events, it is nothing to act on
    <div style={{ display: "contents" }} onKeyDown={keepAllKeys} onKeyUp={keepAllKeys}>
      {children}
    </div>
  );
}

/** Escape goes on: it is how dialogs are closed. */
function keepAllKeys(event: KeyboardEvent): void {
  if (event.key !== "Escape") event.stopPropagation();
}
