import type { Turn } from "../core/geometry";
import type { Viewport } from "./viewport";

/** Lay the sheet that has the layers into its container as the viewport says. */
export function layTurned(sheet: HTMLElement, { turn, container }: Viewport): void {
  const [x, y] = [
    turn === 1 || turn === 2 ? container.width : 0,
    turn === 2 || turn === 3 ? container.height : 0,
  ];
  Object.assign(sheet.style, {
    position: "absolute",
    left: "0",
    top: "0",
    transformOrigin: "0 0",
    transform: turn === 0 ? "none" : `translate(${x}px, ${y}px) rotate(${turn * 90}deg)`,
  });
}

const ON_ITS_SIDE: Readonly<Record<string, string>> = {
  "ns-resize": "ew-resize",
  "ew-resize": "ns-resize",
  "nwse-resize": "nesw-resize",
  "nesw-resize": "nwse-resize",
};

/** The cursor that shows the same direction on the turned sheet. */
export function turnedCursor(cursor: string, turn: Turn): string {
  return turn % 2 === 0 ? cursor : (ON_ITS_SIDE[cursor] ?? cursor);
}
