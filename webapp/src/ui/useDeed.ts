import { useState } from "react";

/** Work that a button begins, whether it goes on, and why the last of it failed. */
export function useDeed() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const work = (deed: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    deed()
      .catch(setError)
      .finally(() => setBusy(false));
  };
  return { busy, error, work };
}
