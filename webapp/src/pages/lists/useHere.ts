import { orgParam, useOrganization } from "../../api/organization";

/** What narrows a list to where one works. */
export function useHere(): { org?: string } {
  return orgParam(useOrganization(({ place }) => place));
}
