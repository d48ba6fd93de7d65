const isMac = /Mac|iP(hone|ad)/.test(navigator.userAgent);

const names: Record<string, string> = {
  $mod: isMac ? "⌘" : "Ctrl",
  Control: "Ctrl",
  Meta: "⌘",
  Alt: isMac ? "⌥" : "Alt",
  Shift: "Shift",
  Escape: "Esc",
  Delete: "Del",
  " ": "Space",
  Backquote: "`",
  Equal: "=",
  Minus: "-",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
};

/** Key chords (written `$mod+Shift+z`, as tinykeys reads them) as caps; alternatives side by side. */
export function Keys({ keys }: { keys: readonly string[] }) {
  return (
    <>
      {keys.map((chord) => (
        <kbd key={chord}>{keyName(chord)}</kbd>
      ))}
    </>
  );
}

/** A chord as people read it: `Ctrl+Shift+Z`. */
export function keyName(chord: string): string {
  return chord
    .split(/\+(?=.)/)
    .map(
      (key) =>
        names[key] ?? (key.length === 1 ? key.toUpperCase() : key.replace(/^(Key|Digit)/, "")),
    )
    .join("+");
}
