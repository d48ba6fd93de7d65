import type { AnnotationRecord, RecordId } from "../core/records";

/** One object that was changed here and by somebody else; `null` stands for deleted. */
export interface Conflict {
  readonly id: RecordId;
  /** Its name on the server, e.g. `shape:12`. */
  readonly key: string;
  readonly mine: AnnotationRecord | null;
  readonly theirs: AnnotationRecord | null;
  /** The job's version with their change in it. */
  readonly version: number;
}

/** Where the edits of this tab are. `pending` counts records that differ from the server. */
export type JournalStatus =
  | { readonly kind: "saved" }
  | { readonly kind: "saving"; readonly pending: number }
  /** No answer, or one that may pass by itself; it is tried again. */
  | { readonly kind: "offline"; readonly pending: number; readonly sentence: string }
  /** The session has ended; they go on when the same person has signed in again. */
  | { readonly kind: "signed-out"; readonly pending: number; readonly sentence: string }
  /** Somebody else's changes stand against these edits, object by object where that is known. */
  | {
      readonly kind: "conflict";
      readonly pending: number;
      readonly sentence: string;
      readonly conflicts: readonly Conflict[];
    }
  /** The server will not take these edits as they are. */
  | { readonly kind: "refused"; readonly pending: number; readonly sentence: string };

export type Verdict = "unreachable" | "signed-out" | "conflict" | "refused";

/** Whether the same edits may be taken later, without anybody deciding about them. */
export function passes(verdict: Verdict): boolean {
  return verdict === "unreachable" || verdict === "signed-out";
}

/** Why edits could not be handed over; the message is the server's own where it gave one. */
export class TransportProblem extends Error {
  readonly verdict: Verdict;

  constructor(verdict: Verdict, sentence: string) {
    super(sentence);
    this.name = "TransportProblem";
    this.verdict = verdict;
  }
}

/** Where `pending` edits are, given what stands in their way. */
export function statusOf(
  pending: number,
  problem: TransportProblem | null,
  conflicts: readonly Conflict[],
): JournalStatus {
  if (pending === 0) return { kind: "saved" };
  if (!problem) return { kind: "saving", pending };
  const { verdict, message: sentence } = problem;
  if (verdict === "conflict") return { kind: verdict, pending, sentence, conflicts };
  return { kind: verdict === "unreachable" ? "offline" : verdict, pending, sentence };
}
