import { create } from "zustand";

interface SignInAgain {
  /** Whether work is open that must not be left, so that one signs in on top of it. */
  here: boolean;
  /** Whether the session has ended meanwhile. */
  needed: boolean;
  /** Offer to sign in here, until the returned function is called. */
  offer: () => () => void;
  ask: () => void;
  done: () => void;
}

/** Signing in again without leaving what is open. */
export const useSignInAgain = create<SignInAgain>((set) => ({
  here: false,
  needed: false,
  offer: () => {
    set({ here: true, needed: false });
    return () => set({ here: false, needed: false });
  },
  ask: () => set({ needed: true }),
  done: () => set({ needed: false }),
}));
