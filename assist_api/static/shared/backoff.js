/** Milliseconds before try number `attempt` (from 0): doubling up to 30 s, with jitter so that clients do not return together. */
export function backoff(attempt, random = Math.random) {
  return Math.min(30_000, 500 * 2 ** attempt) * (0.5 + random() / 2);
}
