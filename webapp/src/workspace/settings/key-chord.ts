const HELD: readonly [pressed: (event: KeyboardEvent) => boolean, name: string][] = [
  [(event) => event.ctrlKey || event.metaKey, "$mod"],
  [(event) => event.altKey, "Alt"],
  [(event) => event.shiftKey, "Shift"],
];
const MODIFIERS: ReadonlySet<string> = new Set(["Control", "Shift", "Alt", "Meta", "AltGraph"]);

/** The keys of a press as an action has them, `$mod+Shift+k`; `null` while only modifiers are down. */
export function chordOf(event: KeyboardEvent): string | null {
  if (MODIFIERS.has(event.key)) return null;
  const held = HELD.filter(([pressed]) => pressed(event)).map(([, name]) => name);
  // With Shift or Alt the character depends on the keyboard; its place does not.
  const plain = event.key.length === 1 && !event.altKey && !(event.shiftKey && event.key !== " ");
  const letter = /^[a-z]$/i.test(event.key);
  const key = event.key === " " ? "Space" : plain || letter ? event.key.toLowerCase() : event.code;
  return [...held, event.key.length === 1 ? key : event.key].join("+");
}
