import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import type { ListSearch } from "./search";

/** The list state in the address, and how to change it. Back leads to the state before. */
export function useListSearch(): [ListSearch, (next: ListSearch, replace?: boolean) => void] {
  const search = useSearch({ strict: false }) as ListSearch;
  const navigate = useNavigate();
  const change = useCallback(
    (next: ListSearch, replace = false) => {
      void navigate({ to: ".", search: next as never, replace });
    },
    [navigate],
  );
  return [search, change];
}
