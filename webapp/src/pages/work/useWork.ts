import { useCallback, useEffect, useRef, useState } from "react";
import { type ApiError, asApiError } from "../../api/errors";
import { follow } from "../../api/requests";
import type { BackgroundRequest } from "../../api/types";
import { stopRequest } from "./stop";

export type WorkState =
  | { step: "idle" }
  | { step: "sending"; share: number }
  | { step: "running"; request?: BackgroundRequest }
  | { step: "done"; request: BackgroundRequest }
  | { step: "failed"; error: ApiError };

/** Gets work going on the server: the id of its request. `sent` tells the share of an upload. */
export type Begin = (signal: AbortSignal, sent: (share: number) => void) => Promise<string>;

export interface Work {
  state: WorkState;
  start: (begin: Begin) => void;
  /** The same again, after it failed. */
  again: () => void;
  /** Stop sending, and the work on the server. */
  cancel: () => void;
  /** Back to the choice; what runs on the server goes on. */
  reset: () => void;
}

/** Background work from its start to its end. Leaving stops an upload, never the work. */
export function useWork(): Work {
  const [state, setState] = useState<WorkState>({ step: "idle" });
  const watch = useRef<AbortController | null>(null);
  const last = useRef<Begin | null>(null);
  const running = useRef<string | null>(null);
  useEffect(() => () => watch.current?.abort(), []);

  const start = useCallback((begin: Begin) => {
    watch.current?.abort();
    watch.current = new AbortController();
    last.current = begin;
    running.current = null;
    const { signal } = watch.current;
    const show = (next: WorkState) => signal.aborted || setState(next);
    const run = async () => {
      show({ step: "running" });
      const id = await begin(signal, (share) => show({ step: "sending", share }));
      // Stopped between the last byte and the answer: then nobody waits for the work any more.
      if (signal.aborted) return void (await stop(id));
      running.current = id;
      show({ step: "running" });
      const onProgress = (request: BackgroundRequest) => show({ step: "running", request });
      show({ step: "done", request: await follow(id, { signal, onProgress }) });
    };
    run().catch((error) => show({ step: "failed", error: asApiError(error) }));
  }, []);

  const again = useCallback(() => {
    if (last.current) start(last.current);
  }, [start]);

  const reset = useCallback(() => {
    watch.current?.abort();
    setState({ step: "idle" });
  }, []);

  const cancel = useCallback(() => {
    reset();
    if (running.current) void stop(running.current);
    running.current = null;
  }, [reset]);

  return { state, start, again, cancel, reset };
}

/** Nobody watches any more: what the server says to it, if anything, has no place to be shown. */
async function stop(id: string): Promise<void> {
  await stopRequest(id).catch(() => undefined);
}
