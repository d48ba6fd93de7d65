import { useCallback, useEffect, useRef, useState } from "react";
import { type ApiError, asApiError } from "../../api/errors";
import { follow } from "../../api/requests";
import type { BackgroundRequest } from "../../api/types";

export type WorkState =
  | { step: "idle" }
  | { step: "sending"; share: number }
  | { step: "running"; request?: BackgroundRequest }
  | { step: "done"; request: BackgroundRequest }
  | { step: "failed"; error: ApiError };

/** Gets work going on the server: the id of its request. `sent` tells the share of an upload. */
export type Begin = (signal: AbortSignal, sent: (share: number) => void) => Promise<string>;

/** Background work from its start to its end. Leaving stops an upload, never the work. */
export function useWork(): { state: WorkState; start: (begin: Begin) => void } {
  const [state, setState] = useState<WorkState>({ step: "idle" });
  const watch = useRef<AbortController | null>(null);
  useEffect(() => () => watch.current?.abort(), []);

  const start = useCallback((begin: Begin) => {
    watch.current?.abort();
    watch.current = new AbortController();
    const { signal } = watch.current;
    const show = (next: WorkState) => signal.aborted || setState(next);
    const run = async () => {
      show({ step: "running" });
      const id = await begin(signal, (share) => show({ step: "sending", share }));
      show({ step: "running" });
      const onProgress = (request: BackgroundRequest) => show({ step: "running", request });
      show({ step: "done", request: await follow(id, { signal, onProgress }) });
    };
    run().catch((error) => show({ step: "failed", error: asApiError(error) }));
  }, []);

  return { state, start };
}
