import { filesOfRoots, handleOf } from "./file-handles";

/** A file the person gave, under the name it shall have: with its folders when it came in some. */
export interface PickedFile {
  file: File;
  name: string;
  /** The file or folder given, by which the browser finds it again where it can. */
  root?: FileSystemHandle;
}

/** The files of an `<input type="file">`, folders flattened. */
export function chosenFiles(list: FileList | null): PickedFile[] {
  return [...(list ?? [])]
    .map((file) => ({ file, name: file.webkitRelativePath || file.name }))
    .filter(isWanted);
}

/** The files of a drop, those in dropped folders included. */
export async function droppedFiles(transfer: DataTransfer): Promise<PickedFile[]> {
  // The entries are gone once this turn is over, so all are taken before the first await.
  const given = [...transfer.items].map(
    (item) => [handleOf(item), item.webkitGetAsEntry()] as const,
  );
  const found = await Promise.all(
    given.map(async ([asked, entry]) => {
      const handle = await asked;
      if (handle) return filesOfRoots([handle]);
      return entry ? filesUnder(entry) : [];
    }),
  );
  return wantedOf(found.flat());
}

/** Both lists as one, in natural order; a name that comes again replaces the earlier file. */
export function merged(before: readonly PickedFile[], more: readonly PickedFile[]): PickedFile[] {
  const byName = new Map([...before, ...more].map((picked) => [picked.name, picked]));
  return [...byName.values()].sort((a, b) => natural.compare(a.name, b.name));
}

/** A name for a task of these files: their common folder, or the first file without its ending. */
export function suggestedName(files: readonly PickedFile[]): string {
  const first = files[0]?.name ?? "";
  const [folder, ...below] = first.split("/");
  const shared = below.length > 0 && files.every(({ name }) => name.startsWith(`${folder}/`));
  return shared ? (folder as string) : first.replace(/\.[^./]+$/, "").replace(/^.*\//, "");
}

const natural = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

/** Without what systems leave in folders. */
export function wantedOf(files: readonly PickedFile[]): PickedFile[] {
  return files.filter(isWanted);
}

function isWanted({ name }: PickedFile): boolean {
  const last = name.split("/").at(-1) ?? "";
  return !last.startsWith(".") && last !== "Thumbs.db";
}

async function filesUnder(entry: FileSystemEntry): Promise<PickedFile[]> {
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ file, name: entry.fullPath.replace(/^\//, "") }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: PickedFile[] = [];
  for (;;) {
    // A reader hands out a folder in parts of about a hundred entries.
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (!part.length) return found;
    found.push(...(await Promise.all(part.map(filesUnder))).flat());
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}
