import type { GuideOf } from "./guide";

/** A guide as it was being written, kept in this browser until it is saved or given up. */
export interface GuideDraft {
  text: string;
  open: boolean;
}

const nameOf = ({ kind, id }: GuideOf) => `limn-guide-draft-${kind}-${id}`;

/** What was written of this guide and not saved; null if nothing was, or it cannot be read. */
export function keptDraft(of: GuideOf): GuideDraft | null {
  try {
    const { text, open } = JSON.parse(localStorage.getItem(nameOf(of)) ?? "null") ?? {};
    return typeof text === "string" ? { text, open: open === true } : null;
  } catch {
    return null;
  }
}

/** Keep the draft, or none any more; a browser that keeps nothing goes on without. */
export function keepDraft(of: GuideOf, draft: GuideDraft | null): void {
  try {
    if (draft) localStorage.setItem(nameOf(of), JSON.stringify(draft));
    else localStorage.removeItem(nameOf(of));
  } catch {
    // Leaving with changes is still asked about.
  }
}
