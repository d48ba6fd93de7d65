import { lazily } from "../../../ui/lazily";

/** The builder of rules, whose code is fetched when it is opened. */
export const FilterPanel = lazily(async () => (await import("./FilterBuilder")).FilterBuilder);
