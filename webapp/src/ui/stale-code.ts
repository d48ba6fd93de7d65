const memory = "limn.reloaded-at";
const patience = 30_000;

/**
 * Loads the app anew when a part of it cannot be fetched: the server has been given another
 * version since this page was opened. Once only, so that a broken server makes no endless loop;
 * and never without a network, where a page that is open is better than none.
 */
export function reloadStaleCode() {
  addEventListener("vite:preloadError", (event) => {
    const before = Number(sessionStorage.getItem(memory));
    if (Date.now() - before < patience || !navigator.onLine) return;
    event.preventDefault();
    sessionStorage.setItem(memory, `${Date.now()}`);
    location.reload();
  });
}
