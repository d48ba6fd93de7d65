import { type ReactNode, useState } from "react";
import { DeleteDialog, type DeleteDialogProps } from "./DeleteDialog";

/** A question that a button asks before it does what cannot be undone. */
export function useQuestion(about: Omit<DeleteDialogProps, "onClose">): {
  ask: () => void;
  /** Has to stand somewhere beside the button. */
  question: ReactNode;
} {
  const [asked, setAsked] = useState(false);
  return {
    ask: () => setAsked(true),
    question: asked ? <DeleteDialog {...about} onClose={() => setAsked(false)} /> : null,
  };
}
