import { QueryClient } from "@tanstack/react-query";
import { asApiError } from "./errors";

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && asApiError(error).isTransient,
    },
  },
});
