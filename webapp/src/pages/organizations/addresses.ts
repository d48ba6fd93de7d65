/** The addresses in a text: one a line, or parted by commas, semicolons or spaces; each once. */
export function addressesIn(text: string): string[] {
  const found = text
    .split(/[\s,;]+/)
    .map((word) => word.replace(/^<|>$/g, ""))
    .filter((word) => word.includes("@"));
  return [...new Map(found.map((address) => [address.toLowerCase(), address])).values()];
}
