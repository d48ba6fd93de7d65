/** The usual ending of a format's files; some formats name several, the usual one first. */
export function endingOf(extensions: string): string {
  return `.${(extensions.split(",")[0] ?? "").trim().toLowerCase()}`;
}

/** The name with that ending, once; nothing stays nothing. */
export function withEnding(name: string, ending: string): string {
  const trimmed = name.trim();
  return !trimmed || trimmed.toLowerCase().endsWith(ending) ? trimmed : trimmed + ending;
}
