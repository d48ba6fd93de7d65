import { request } from "../../api/client";
import { send, type Upload } from "../../api/uploads";

/** Where a file comes from: this computer, or a connected storage. */
export type FileSource =
  | { readonly kind: "computer"; readonly file: File | null }
  | { readonly kind: "storage"; readonly storageId: number | null; readonly key: string };

export const fromComputer: FileSource = { kind: "computer", file: null };

/** Whether a file is chosen. */
export function isChosen(source: FileSource): boolean {
  return source.kind === "computer"
    ? source.file !== null
    : source.storageId !== null && source.key !== "";
}

/** The last part of the file's name. */
export function nameOf(source: FileSource): string {
  const whole = source.kind === "computer" ? (source.file?.name ?? "") : source.key;
  return whole.split("/").at(-1) ?? "";
}

/**
 * The parameters that name the file to the server; a file of this computer is sent there first.
 *
 * `url` takes uploads by TUS. An upload that is stopped leaves nothing on the server.
 */
export async function delivered(
  url: string,
  source: FileSource,
  signal: AbortSignal,
  sent: (share: number) => void,
): Promise<Record<string, string>> {
  if (source.kind === "storage") {
    return {
      filename: source.key,
      location: "cloud_storage",
      cloud_storage_id: `${source.storageId}`,
    };
  }
  const file = source.file as File;
  const upload: Upload = { file, name: file.name, location: null };
  const onProgress = (bytes: number) => sent(file.size ? bytes / file.size : 1);
  try {
    await send(url, upload, { signal, onProgress });
  } catch (error) {
    if (signal.aborted && upload.location) void forget(upload.location);
    throw error;
  }
  // The server keeps an uploaded file under the name its address ends with.
  return { filename: upload.location?.split("/").pop() ?? "", location: "local" };
}

async function forget(location: string): Promise<void> {
  const headers = { "Tus-Resumable": "1.0.0" };
  // What nobody asks about any more is swept away by the server in time.
  await request(location, { method: "DELETE", headers }).catch(() => undefined);
}
