import type { JobStage, JobState } from "../../api/types";

export const stages: readonly JobStage[] = ["annotation", "validation", "acceptance"];
export const states: readonly JobState[] = ["new", "in progress", "completed", "rejected"];
