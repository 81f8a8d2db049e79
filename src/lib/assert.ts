// A broken assumption of ours stops the world; it is never shown to a student as if AWS had said it.

/** Thrown when one of the project's own assumptions does not hold. */
export class BrokenAssumption extends Error {
  override name = 'BrokenAssumption';
}

/**
 * Stops the world when `condition` does not hold.
 * @throws BrokenAssumption with `message`.
 */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new BrokenAssumption(message);
}

/** Marks code that no value can reach; the compiler checks that it is so. */
export function unreachable(value: never): never {
  throw new BrokenAssumption(`no case for ${JSON.stringify(value)}`);
}
