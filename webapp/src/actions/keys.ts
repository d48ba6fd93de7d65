import { parseKeybinding } from "tinykeys";

/** The keys in one spelling, so that two ways of writing the same press compare equal. */
export function normaliseKeys(keys: string): string {
  return parseKeybinding(keys)
    .map(([modifiers, key]) => [...modifiers].sort().concat(nameOf(key)).join("+"))
    .join(" ");
}

/** The number of presses in a sequence. */
export function pressCount(keys: string): number {
  return parseKeybinding(keys).length;
}

/** Whether what has the focus takes keys as text. */
export function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !KEYLESS_INPUTS.has(target.type);
}

/** Whether the key operates the control that has the focus, or leads on from it. */
export function operatesControl({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement) || !CONTROL_KEYS.has(key)) return false;
  return target.closest(CONTROLS) !== null;
}

const CONTROL_KEYS: ReadonlySet<string> = new Set([
  "Enter",
  " ",
  "Tab",
  "ArrowUp",
  "ArrowDown",
  "ArrowLeft",
  "ArrowRight",
]);

const ROLES = ["button", "link", "checkbox", "radio", "switch", "tab", "slider", "spinbutton"];

const CONTROLS = ["a[href]", "button", "input", "select", "summary"]
  .concat(ROLES.map((role) => `[role=${role}]`))
  .join(", ");

/** Whether the key was pressed within what holds the keyboard for itself, as a dialog or a menu. */
export function isWithinPopup(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest(POPUPS) !== null;
}

const POPUPS = ["dialog", "alertdialog", "menu", "listbox", "combobox"]
  .map((role) => `[role=${role}]`)
  .join(", ");

const KEYLESS_INPUTS: ReadonlySet<string> = new Set([
  "button",
  "checkbox",
  "color",
  "file",
  "radio",
  "range",
  "reset",
  "submit",
]);

function nameOf(key: string | RegExp): string {
  const name = typeof key === "string" ? key : key.source;
  const letter = /^Key([A-Z])$/.exec(name) ?? /^Digit(\d)$/.exec(name);
  return (letter?.[1] ?? name).toLowerCase();
}
