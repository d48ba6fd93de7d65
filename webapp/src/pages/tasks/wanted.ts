import type { LabelWrite } from "../../api/types";
import type { PickedFile } from "./picked-files";
import type { Elsewhere } from "./sources";

/** What the person asked for. */
export interface Wanted {
  /** Where this browser remembers it, to go on after a crash; absent where it cannot. */
  kept?: string | undefined;
  name: string;
  projectId: number | null;
  labels: LabelWrite[];
  files: PickedFile[];
  /** What the server fetches by itself; then no files are sent. */
  elsewhere: Elsewhere | null;
  /** What else the task is to be. */
  more: {
    segment_size?: number;
    overlap?: number;
    subset?: string;
    bug_tracker?: string;
    assignee_id?: number;
    consensus_replicas?: number;
  };
  data: {
    image_quality: number;
    chunk_size?: number;
    sorting_method: "natural" | "lexicographical" | "predefined" | "random";
    start_frame?: number;
    stop_frame?: number;
    frame_filter?: string;
    validation_params?: object;
  };
}
