// Every list and loop has an end, and says what to do when it is reached.

/** How much of a thing one world may hold. */
export const LIMITS = {
  /** Events delivered at one virtual instant: more means that something feeds itself. */
  eventsAtOneInstant: 100_000,
  /** Tasks alive at once. */
  tasks: 20_000,
  /** Facts in the trace. */
  facts: 2_000_000,
  /** Journal entries. */
  journalEntries: 100_000,
} as const;

/** Thrown when a world grows past one of its limits. The message says which, and what to do. */
export class LimitReached extends Error {
  override name = 'LimitReached';
  readonly limit: keyof typeof LIMITS;

  constructor(limit: keyof typeof LIMITS, detail: string, advice: string) {
    super(`more than ${LIMITS[limit].toLocaleString('en')} ${limit}: ${detail}. ${advice}`);
    this.limit = limit;
  }
}
