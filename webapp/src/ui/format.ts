const steps: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];

/** How long ago `then` was, e.g. "3 hours ago". */
export function formatAge(then: Date, now: Date, language: string): string {
  const seconds = (then.getTime() - now.getTime()) / 1000;
  const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const step = steps.find(([, size]) => Math.abs(seconds) >= size);
  return step ? words.format(Math.round(seconds / step[1]), step[0]) : words.format(0, "second");
}

/** A number of bytes as people read it, e.g. "12.4 MB"; none at all are "0 kB". */
export function formatBytes(bytes: number, language: string): string {
  const power = bytes > 0 ? Math.min(4, Math.floor(Math.log10(bytes) / 3)) : 1;
  const unit = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"][power] as string;
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit,
    unitDisplay: "short",
    maximumFractionDigits: power > 1 ? 1 : 0,
  }).format(bytes / 1000 ** power);
}

/** The person's full name where known, else the user name. */
export function personName(user: { username: string; first_name?: string; last_name?: string }) {
  return [user.first_name, user.last_name].filter(Boolean).join(" ") || user.username;
}

/** What a program says in half a sentence, as a whole one. */
export function asSentence(words: string): string {
  const text = words.trim();
  if (!text) return "";
  const ended = /[.!?…]$/.test(text) ? text : `${text}.`;
  return ended.charAt(0).toUpperCase() + ended.slice(1);
}
