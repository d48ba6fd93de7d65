import { expect, test } from "vitest";
import { CHROME, focusChrome } from "./Chrome";

test("the keyboard goes from bar to bar, past those with nothing to act on, and around", () => {
  document.body.innerHTML = `
    <header ${CHROME}><button>first</button><button>second</button></header>
    <footer ${CHROME}>only words</footer>
    <aside ${CHROME}><button disabled>not now</button><input id="third"></aside>`;
  const been = Array.from({ length: 3 }, () => {
    focusChrome();
    return document.activeElement?.textContent || document.activeElement?.id;
  });
  expect(been).toEqual(["first", "third", "first"]);
});
