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
    source_storage?: InStorage;
    target_storage?: InStorage;
  };
  data: {
    image_quality: number;
    chunk_size?: number;
    sorting_method: "natural" | "lexicographical" | "predefined" | "random";
    start_frame?: number;
    stop_frame?: number;
    frame_filter?: string;
    upload_file_order?: string[];
    use_zip_chunks?: boolean;
    copy_data?: boolean;
    job_file_mapping?: string[][];
    validation_params?: object;
  };
}

interface InStorage {
  location: "cloud_storage";
  cloud_storage_id: number;
}
