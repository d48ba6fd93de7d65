/** What a column of a table says of a row. */
export type Columns<T> = Readonly<Record<string, (row: T) => Cell>>;
type Cell = string | number | null | undefined;

/** Rows as CSV (RFC 4180) with a line of names first. */
export function toCsv<T>(rows: readonly T[], columns: Columns<T>): string {
  const names = Object.keys(columns);
  const lines = rows.map((row) => names.map((name) => written(columns[name]?.(row))));
  return [names, ...lines].map((cells) => `${cells.join(",")}\r\n`).join("");
}

/** Text that a spreadsheet would take for a formula is kept from being one. */
function written(cell: Cell): string {
  if (typeof cell !== "string") return `${cell ?? ""}`;
  const harmless = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
