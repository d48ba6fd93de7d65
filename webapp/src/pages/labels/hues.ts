import { labelHues } from "../../ui/tokens";

/** The offered colour that is used least among `others`. */
export function nextHue(others: readonly { color: string }[]): string {
  const uses = (hue: string) => others.filter(({ color }) => color.toLowerCase() === hue).length;
  const fewest = Math.min(...labelHues.map(uses));
  return labelHues.find((hue) => uses(hue) === fewest) as string;
}
