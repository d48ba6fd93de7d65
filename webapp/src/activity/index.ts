import { csrfToken } from "../api/client";
import { inOrganization } from "../api/organization";
import { tellFailures } from "./failures";
import { type ActivityBatch, ActivityLog } from "./log";
import { tellPresence } from "./presence";

export { caught } from "./failures";
export { tellWork } from "./work";

/** ms between two sendings. */
const PAUSE = 90_000;

/** What the person at this page does. */
export const activity = new ActivityLog(deliver);

/** Tell the server of it from now on. */
export function tellActivity(): void {
  activity.note("load:cvat", { duration: Math.round(performance.now()) });
  tellFailures(activity, window);
  tellPresence(activity, document);
  setInterval(() => {
    if (navigator.onLine) void activity.send();
  }, PAUSE);
  addEventListener("pagehide", () => void activity.send(true));
}

async function deliver(batch: ActivityBatch, lasting: boolean): Promise<boolean> {
  const { status } = await fetch(inOrganization("/api/events"), {
    method: "POST",
    keepalive: lasting,
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", "X-CSRFTOKEN": csrfToken() },
    body: JSON.stringify(batch),
  });
  // Nobody is signed in, or it is wanted later; what is refused for good would be refused again.
  return ![401, 429].includes(status) && status < 500;
}
