/** Of the picture alone, in per cent of how it is. */
export interface Adjustments {
  readonly brightness: number;
  readonly contrast: number;
  readonly saturation: number;
  readonly gamma: number;
  /** Whether its light is spread evenly over all that can be shown. */
  readonly equalised: boolean;
}

export const AS_IT_IS: Adjustments = {
  brightness: 100,
  contrast: 100,
  saturation: 100,
  gamma: 100,
  equalised: false,
};

/** The id of the SVG filter for what CSS has no filter for. */
export const TONE_FILTER = "limn-tone";

/** A CSS filter that shows a picture as adjusted, or `none`. */
export function filterOf(adjustments: Adjustments): string {
  const { brightness, contrast, saturation, gamma, equalised } = adjustments;
  const filters = [
    ...(gamma !== 100 || equalised ? [`url(#${TONE_FILTER})`] : []),
    ...(brightness !== 100 ? [`brightness(${brightness}%)`] : []),
    ...(contrast !== 100 ? [`contrast(${contrast}%)`] : []),
    ...(saturation !== 100 ? [`saturate(${saturation}%)`] : []),
  ];
  return filters.join(" ") || "none";
}

const LEVELS = 256;

/** How many pixels have each of the 256 levels of light (ITU-R BT.601); `rgba` is as canvases give it. */
export function lightsOf(rgba: Uint8ClampedArray): number[] {
  const counts = new Array<number>(LEVELS).fill(0);
  for (let i = 0; i + 2 < rgba.length; i += 4) {
    const [red = 0, green = 0, blue = 0] = [rgba[i], rgba[i + 1], rgba[i + 2]];
    const level = Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
    counts[level] = (counts[level] ?? 0) + 1;
  }
  return counts;
}

/** The level each level becomes, 0–255, so that all are equally frequent; one level alone stays. */
export function equalising(counts: readonly number[]): number[] {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const lowest = counts.find((count) => count > 0) ?? 0;
  if (all === lowest) return counts.map((_, level) => level);
  let below = 0;
  return counts.map((count) => {
    below += count;
    return Math.round((Math.max(0, below - lowest) / (all - lowest)) * (LEVELS - 1));
  });
}

/** By how much each level changes, as values of an SVG table: a half is no change. */
export function changesOf(levels: readonly number[]): string {
  return levels.map((to, from) => (0.5 + (to - from) / (2 * (LEVELS - 1))).toFixed(4)).join(" ");
}
