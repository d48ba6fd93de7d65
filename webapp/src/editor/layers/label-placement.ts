import {
  type Box,
  centreOf,
  clampNumber,
  encloses,
  intersects,
  type Size,
} from "../../core/geometry";

const GAP = 4;
/** Height of the rows by which taken places are found, CSS px. */
const ROW = 24;

/** Where labels are already. */
export class TakenPlaces {
  readonly #rows = new Map<number, Box[]>();

  add(place: Box): void {
    for (let row = rowAt(place.top); row <= rowAt(place.bottom); row += 1) {
      const others = this.#rows.get(row);
      if (others) others.push(place);
      else this.#rows.set(row, [place]);
    }
  }

  meets(place: Box): boolean {
    for (let row = rowAt(place.top); row <= rowAt(place.bottom); row += 1)
      if (this.#rows.get(row)?.some((other) => intersects(place, other))) return true;
    return false;
  }
}

function rowAt(y: number): number {
  return Math.floor(y / ROW);
}

/**
 * Where to put a label so that it does not cover its shape: above (over the
 * peak, if the shape has one), below, right or left of it, the first that is on
 * screen and free; else inside its top corner, drawn into the screen. All CSS px.
 */
export function placeLabel(
  shape: Box,
  label: Size,
  screen: Size,
  taken: TakenPlaces,
  peak?: number,
): Box {
  const whole: Box = { left: 0, top: 0, right: screen.width, bottom: screen.height };
  const { width, height } = label;
  const places = [
    boxAt(peak === undefined ? shape.left : peak - width / 2, shape.top - GAP - height, label),
    boxAt(shape.left, shape.bottom + GAP, label),
    boxAt(shape.right + GAP, shape.top, label),
    boxAt(shape.left - GAP - width, shape.top, label),
  ];
  const free = places.find((place) => encloses(whole, place) && !taken.meets(place));
  return free ?? intoScreen(shape.left, shape.top, label, screen);
}

/** A label over the middle of its shape, as near to it as it is on screen. */
export function placeWithin(shape: Box, label: Size, screen: Size): Box {
  const { x, y } = centreOf(shape);
  return intoScreen(x - label.width / 2, y - label.height / 2, label, screen);
}

function intoScreen(left: number, top: number, label: Size, screen: Size): Box {
  return boxAt(
    clampNumber(left, 0, Math.max(0, screen.width - label.width)),
    clampNumber(top, 0, Math.max(0, screen.height - label.height)),
    label,
  );
}

function boxAt(left: number, top: number, { width, height }: Size): Box {
  return { left, top, right: left + width, bottom: top + height };
}
