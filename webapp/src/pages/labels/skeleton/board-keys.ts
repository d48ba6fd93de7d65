import type { KeyboardEvent } from "react";
import type { Board } from "./use-board";

type Pressed = Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey">;

const ways: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Do what that key is for at the board; false if it is for nothing here. */
export function boardKey(board: Board, event: Pressed): boolean {
  if (event.ctrlKey || event.metaKey) return turned(board, event);
  const { chosen } = board;
  const element =
    chosen && "element" in chosen
      ? board.skeleton.elements.find(({ key }) => key === chosen.element)
      : undefined;
  const way = ways[event.key];
  const name = event.key.toLowerCase();
  if (name === "n") board.addAnywhere();
  else if (name === "escape" && board.from) board.leave();
  else if ((name === "delete" || name === "backspace") && chosen) board.remove();
  else if (!element) return false;
  else if (way) board.nudge(element, ...scaled(way, event.shiftKey ? 5 : 1));
  else if (name === "e" || name === "enter" || name === " ") board.connect(element.key);
  else return false;
  return true;
}

function scaled([dx, dy]: readonly [number, number], by: number): [number, number] {
  return [dx * by, dy * by];
}

function turned(board: Board, { key, shiftKey }: Pressed): boolean {
  const name = key.toLowerCase();
  if (name === "z") (shiftKey ? board.redo : board.undo)?.();
  else if (name === "y") board.redo?.();
  else return false;
  return true;
}
