import { queryOptions } from "@tanstack/react-query";
import { requestJson } from "../../api/client";

/** Of a package whose code is in the web app, as the build found it. */
export interface Licence {
  name: string;
  version: string;
  /** SPDX identifier. */
  identifier: string | null;
  text?: string;
}

export const licencesQuery = queryOptions({
  queryKey: ["licences"],
  queryFn: () => requestJson<Licence[]>("/licences.json"),
  staleTime: Number.POSITIVE_INFINITY,
  retry: false,
});
