/** Where the edits of this tab are. `pending` counts records that differ from the server. */
export type JournalStatus =
  | { readonly kind: "saved" }
  | { readonly kind: "saving"; readonly pending: number }
  /** No answer, or one that may pass by itself; it is tried again. */
  | { readonly kind: "offline"; readonly pending: number; readonly sentence: string }
  /** Somebody else's change stands against these edits. */
  | { readonly kind: "conflict"; readonly pending: number; readonly sentence: string }
  /** The server will not take these edits as they are. */
  | { readonly kind: "refused"; readonly pending: number; readonly sentence: string };

export type Verdict = "unreachable" | "conflict" | "refused";

/** Why edits could not be handed over; the message is the server's own where it gave one. */
export class TransportProblem extends Error {
  readonly verdict: Verdict;

  constructor(verdict: Verdict, sentence: string) {
    super(sentence);
    this.name = "TransportProblem";
    this.verdict = verdict;
  }
}
