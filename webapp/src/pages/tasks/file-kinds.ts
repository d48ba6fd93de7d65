export type FileKind = "picture" | "video" | "archive" | "pdf" | "cloud" | "sound" | "other";

const endings: Record<Exclude<FileKind, "other">, string> = {
  picture:
    "jpg jpeg jpe jfif png webp bmp gif tif tiff ppm pgm pbm pnm avif heic heif jp2 ico tga dds",
  video: "mp4 mov mkv avi webm ts m4v mpg mpeg wmv flv ogv mts m2ts 3gp",
  archive: "zip tar gz tgz bz2 xz 7z",
  pdf: "pdf",
  cloud: "pcd bin",
  sound: "wav mp3 flac ogg oga m4a aac opus",
};

const kinds = new Map<string, FileKind>(
  Object.entries(endings).flatMap(([kind, list]) =>
    list.split(" ").map((ending) => [ending, kind as FileKind] as const),
  ),
);

/** What a file probably is, by the end of its name; the server looks into it. */
export function kindOf(name: string): FileKind {
  return kinds.get(name.split(".").at(-1)?.toLowerCase() ?? "") ?? "other";
}

/** Whether each of the files can become a task of its own. */
export function areVideos(files: readonly { name: string }[]): boolean {
  return files.length > 1 && files.every(({ name }) => kindOf(name) === "video");
}
