import { useQueryClient } from "@tanstack/react-query";
import { requestJson } from "../../api/client";
import type { Task } from "../../api/types";

/** Gives the task another name, everywhere it is shown. */
export function useRenameTask({ id }: Task) {
  const queries = useQueryClient();
  return async (name: string) => {
    await requestJson(`/api/tasks/${id}`, "PATCH", { name });
    await queries.invalidateQueries({ queryKey: ["tasks"] });
  };
}
