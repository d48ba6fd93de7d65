/**
 * A file that the browser can find again when it was given once, as Chromium's can; others know
 * none of what is here, and then files are given as ever.
 */
export interface FoundFile {
  file: File;
  /** With its folders when it was given in some. */
  name: string;
  /** The file or folder that was given. */
  root: FileSystemHandle;
}

interface Permitted {
  queryPermission?(asked: { mode: "read" }): Promise<PermissionState>;
  requestPermission?(asked: { mode: "read" }): Promise<PermissionState>;
}

interface Pickers {
  showOpenFilePicker?(options: object): Promise<FileSystemFileHandle[]>;
  showDirectoryPicker?(): Promise<FileSystemDirectoryHandle>;
}

interface HandleItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

const KINDS = {
  "image/*": [],
  "video/*": [],
  "application/zip": [".zip"],
  "application/x-tar": [".tar", ".gz"],
  "application/pdf": [".pdf"],
};

/** How the browser asks for files or a folder so that it finds them again; undefined where it cannot. */
export function pickers() {
  const { showOpenFilePicker, showDirectoryPicker } = window as Pickers;
  if (!showOpenFilePicker || !showDirectoryPicker) return undefined;
  return {
    files: () => picked(showOpenFilePicker({ multiple: true, types: [{ accept: KINDS }] })),
    folder: () => picked(showDirectoryPicker().then((folder) => [folder])),
  };
}

async function picked(asked: Promise<FileSystemHandle[]>): Promise<FoundFile[]> {
  try {
    return await filesOfRoots(await asked);
  } catch (error) {
    // Nothing was chosen after all.
    if (error instanceof DOMException && error.name === "AbortError") return [];
    throw error;
  }
}

/** Begin to get the handle of something dropped; to be called before the drop's turn is over. */
export async function handleOf(item: DataTransferItem): Promise<FileSystemHandle | null> {
  try {
    return (await (item as HandleItem).getAsFileSystemHandle?.()) ?? null;
  } catch {
    return null;
  }
}

/** All files that were given as these: themselves, or under their folder's name. */
export async function filesOfRoots(roots: readonly FileSystemHandle[]): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for (const root of roots)
    for await (const [name, handle] of under(root, root.name))
      found.push({ name, file: await handle.getFile(), root });
  return found;
}

async function* under(
  handle: FileSystemHandle,
  name: string,
): AsyncGenerator<[string, FileSystemFileHandle]> {
  if (isFile(handle)) yield [name, handle];
  else for await (const child of childrenOf(handle)) yield* under(child, `${name}/${child.name}`);
}

function isFile(handle: FileSystemHandle): handle is FileSystemFileHandle {
  return handle.kind === "file";
}

function childrenOf(folder: FileSystemHandle): AsyncIterable<FileSystemHandle> {
  return (folder as unknown as { values(): AsyncIterable<FileSystemHandle> }).values();
}

/** Those that may be read, after asking the person where that is needed; the first refusal ends it. */
export async function permitted(roots: readonly FileSystemHandle[]): Promise<FileSystemHandle[]> {
  const readable: FileSystemHandle[] = [];
  for (const root of roots) {
    if (!(await isPermitted(root))) break;
    readable.push(root);
  }
  return readable;
}

async function isPermitted(root: FileSystemHandle & Permitted): Promise<boolean> {
  const asked = { mode: "read" } as const;
  try {
    if ((await root.queryPermission?.(asked)) === "granted") return true;
    return (await root.requestPermission?.(asked)) === "granted";
  } catch {
    return false;
  }
}

/** Of these names, the files that are still where they were. */
export async function filesAgain(
  roots: readonly FileSystemHandle[],
  names: readonly string[],
): Promise<FoundFile[]> {
  const byName = new Map(roots.map((root) => [root.name, root]));
  const found: FoundFile[] = [];
  for (const name of names) {
    const [first = "", ...path] = name.split("/");
    const root = byName.get(first);
    const handle = root && (await at(root, path));
    if (handle) found.push({ name, root, file: await handle.getFile() });
  }
  return found;
}

/** What lies there, or null where it has gone. */
async function at(
  root: FileSystemHandle,
  path: readonly string[],
): Promise<FileSystemFileHandle | null> {
  try {
    let folder = root;
    for (const name of path.slice(0, -1))
      folder = await (folder as FileSystemDirectoryHandle).getDirectoryHandle(name);
    const last = path.at(-1);
    const handle =
      last === undefined ? folder : await (folder as FileSystemDirectoryHandle).getFileHandle(last);
    if (!isFile(handle)) return null;
    await handle.getFile();
    return handle;
  } catch {
    return null;
  }
}
