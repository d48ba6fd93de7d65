import { onSignedIn } from "../api/client";
import type { Journal } from "./journal";

/** Save when the page is left or hidden and when the network comes back; returns how to stop. */
export function followPage(journal: Journal): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const leave = () => {
    if (journal.status.kind !== "saved") void journal.flush(true);
  };
  const hide = () => {
    if (document.visibilityState === "hidden") leave();
  };
  const back = () => {
    if (journal.status.kind === "offline") void journal.flush();
  };
  const warn = (event: BeforeUnloadEvent) => {
    // What is kept in the browser's database needs no warning.
    if (!journal.durable && journal.status.kind !== "saved") event.preventDefault();
  };
  signal.addEventListener(
    "abort",
    onSignedIn(() => void journal.flush()),
  );
  document.addEventListener("visibilitychange", hide, { signal });
  window.addEventListener("pagehide", leave, { signal });
  window.addEventListener("online", back, { signal });
  window.addEventListener("beforeunload", warn, { signal });
  return () => stop.abort();
}
