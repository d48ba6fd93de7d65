const DAY_MS = 86_400_000;

/** Days that a token can be made valid for; 0: without end. */
export const lifetimes = [30, 90, 365, 0] as const;

/** When a token that begins now ends, as the server wants it; null: never. */
export function expiryAfter(days: number, now: Date): string | null {
  return days ? new Date(now.getTime() + days * DAY_MS).toISOString() : null;
}
