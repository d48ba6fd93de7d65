import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, unwrap } from "../../api/client";

/** A file or folder; the name is without the path. */
export interface Entry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** What is in a folder, as far as it is known. */
export interface Folder {
  readonly entries: readonly Entry[] | undefined;
  readonly error: Error | null;
  /** Fetches what follows; absent when everything is there. */
  readonly more?: (() => void) | undefined;
  readonly busy: boolean;
}

const pageSize = 200;

/** A folder of a connected storage; `path` is empty or ends with a slash. */
export function useStorageFolder(id: number, path: string): Folder {
  const query = useInfiniteQuery({
    queryKey: ["storages", id, "content", path],
    queryFn: ({ pageParam }) => {
      const where = { prefix: path, next_token: pageParam, page_size: pageSize };
      const params = { path: { id }, query: where };
      return unwrap(api.GET("/api/cloudstorages/{id}/content-v2", { params }));
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
  });
  return {
    entries: query.data?.pages.flatMap(({ content }) => content.map(entryOf)),
    error: query.error,
    more: query.hasNextPage ? () => void query.fetchNextPage() : undefined,
    busy: query.isFetching,
  };
}

/** A folder of the share that is mounted on the server. */
export function useShareFolder(path: string): Folder {
  const query = useQuery({
    queryKey: ["share", path],
    queryFn: () => {
      const params = { query: { directory: path } };
      return unwrap(api.GET("/api/server/share", { params }));
    },
  });
  return { entries: query.data?.map(entryOf), error: query.error, busy: query.isFetching };
}

function entryOf({ name, type }: { name: string; type: string }): Entry {
  return { name, isFolder: type === "DIR" };
}
