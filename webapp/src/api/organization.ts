import { create } from "zustand";
import { persist } from "zustand/middleware";

/** Where one works: a slug; "" for what belongs to no organization; null for everything. */
export type Place = string | null;

interface Current {
  place: Place;
  choose: (place: Place) => void;
}

/** The organization whose things the lists show, and in which new things are made. */
export const useOrganization = create<Current>()(
  persist((set) => ({ place: null, choose: (place) => set({ place }) }), {
    name: "limn.organization",
    partialize: ({ place }) => ({ place }),
  }),
);

/** The query parameter that says so; none where everything is meant. */
export function orgParam(place: Place): { org?: string } {
  return place === null ? {} : { org: place };
}

/** The address for making something where one works now. */
export function inOrganization(url: string): string {
  const { place } = useOrganization.getState();
  return place ? `${url}?org=${encodeURIComponent(place)}` : url;
}
