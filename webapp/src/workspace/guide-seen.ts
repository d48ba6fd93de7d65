const NAME = "limn.workspace.guides";
const KEPT = 50;

/** Whether this guide was shown on this device before; from now on it was. */
export function meetGuide(id: number, storage: Storage = localStorage): boolean {
  const seen = read(storage);
  if (seen.includes(id)) return true;
  storage.setItem(NAME, JSON.stringify([id, ...seen].slice(0, KEPT)));
  return false;
}

function read(storage: Storage): number[] {
  try {
    const found: unknown = JSON.parse(storage.getItem(NAME) ?? "[]");
    return Array.isArray(found) ? found.filter((one) => typeof one === "number") : [];
  } catch {
    return [];
  }
}
