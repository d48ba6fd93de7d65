import type { Shelf } from "../editor/clipboard";

const NAME = "limn.clipboard";

/** Copied shapes in this browser's storage; copies too large for it stay within their tab. */
export const browserShelf: Shelf = {
  read() {
    try {
      return localStorage.getItem(NAME);
    } catch {
      return null;
    }
  },
  write(text) {
    try {
      localStorage.setItem(NAME, text);
    } catch {
      localStorage.removeItem(NAME);
    }
  },
};
