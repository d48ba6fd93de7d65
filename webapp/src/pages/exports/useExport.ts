import { useCallback, useEffect, useRef, useState } from "react";
import { requestJson } from "../../api/client";
import { ApiError, asApiError } from "../../api/errors";
import { cancelRequest, follow, resultUrl } from "../../api/requests";
import type { BackgroundRequest } from "../../api/types";

/** What is exported. */
export interface ExportOf {
  kind: "tasks" | "jobs" | "projects";
  id: number;
}

export interface ExportWanted {
  format: string;
  withImages: boolean;
  /** File name; empty lets the server choose. */
  name: string;
  /** The storage to write the file into; null: it is to be downloaded. */
  storageId: number | null;
}

export type ExportState =
  | { step: "idle" }
  | { step: "running"; wanted: ExportWanted; request?: BackgroundRequest }
  | { step: "done"; wanted: ExportWanted; url: string | null }
  | { step: "failed"; wanted: ExportWanted; error: ApiError };

export interface Export {
  state: ExportState;
  start: (wanted: ExportWanted) => void;
  /** Stop the work on the server. */
  cancel: () => void;
  /** Back to the choice. */
  reset: () => void;
}

const memory = "limn.export-format";

/** The format that was exported last on this device. */
export function rememberedFormat(): string {
  return localStorage.getItem(memory) ?? "";
}

/** An export from its start to its file. Leaving stops watching, never the work. */
export function useExport(of: ExportOf): Export {
  const [state, setState] = useState<ExportState>({ step: "idle" });
  const watch = useRef<AbortController | null>(null);
  const id = useRef<string | null>(null);
  useEffect(() => () => watch.current?.abort(), []);

  const { kind, id: target } = of;
  const start = useCallback(
    (wanted: ExportWanted) => {
      localStorage.setItem(memory, wanted.format);
      watch.current?.abort();
      watch.current = new AbortController();
      const { signal } = watch.current;
      const show = (next: ExportState) => signal.aborted || setState(next);
      show({ step: "running", wanted });
      const run = async () => {
        id.current = await begin({ kind, id: target }, wanted);
        const onProgress = (request: BackgroundRequest) =>
          show({ step: "running", wanted, request });
        const done = await follow(id.current, { signal, onProgress });
        show({ step: "done", wanted, url: resultUrl(done) });
      };
      run().catch((error) => show({ step: "failed", wanted, error: asApiError(error) }));
    },
    [kind, target],
  );

  const reset = useCallback(() => {
    watch.current?.abort();
    setState({ step: "idle" });
  }, []);

  const cancel = useCallback(() => {
    const running = id.current;
    reset();
    if (running) void cancelRequest(running).catch(ignoreTooLate);
  }, [reset]);

  return { state, start, cancel, reset };
}

/** The id of the request; of the one under way when the same export is running already. */
async function begin({ kind, id }: ExportOf, wanted: ExportWanted): Promise<string> {
  const query = new URLSearchParams({
    format: wanted.format,
    save_images: `${wanted.withImages}`,
    location: wanted.storageId === null ? "local" : "cloud_storage",
    ...(wanted.storageId !== null && { cloud_storage_id: `${wanted.storageId}` }),
  });
  if (wanted.name) query.set("filename", wanted.name);
  try {
    const url = `/api/${kind}/${id}/dataset/export?${query}`;
    return (await requestJson<{ rq_id: string }>(url, "POST")).rq_id;
  } catch (error) {
    const running = error instanceof ApiError && error.status === 409 ? error.body.rq_id : null;
    if (typeof running === "string") return running;
    throw error;
  }
}

/** The work may have ended by itself before the wish to stop it arrived. */
function ignoreTooLate(error: unknown) {
  if (!(error instanceof ApiError)) throw error;
}
