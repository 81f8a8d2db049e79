// What AWS answers when it will not: expected, shown to the student, part of the lesson.

/** An error that AWS itself would answer. */
export class AwsError extends Error {
  readonly code: string;
  /** HTTP status of the answer. */
  readonly status: number;
  /** Members of the error's shape besides the message. */
  readonly detail: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, status = 400, detail: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
    this.detail = detail;
  }
}

type Messages = Readonly<Record<string, string>>;
type Fields<T extends string> = T extends `${string}{${infer F}}${infer Rest}` ? F | Fields<Rest> : never;
type Factory<T extends string> = [Fields<T>] extends [never]
  ? () => AwsError
  : (fields: Record<Fields<T>, string | number>) => AwsError;

/**
 * Turns a table «code → message with {fields}» into one typed factory per code. A code that AWS words in several ways
 * has one row a wording, told apart by what follows a slash: `InvalidParameter/name`.
 * `throw errors.ApplicationDoesNotExistException({ name })` reads as the fact, and a missing field does not compile.
 */
export function defineErrors<const M extends Messages>(
  messages: M,
  statuses: Readonly<Record<string, number>> = {},
): { [C in keyof M & string]: Factory<M[C]> } {
  const factories: Record<string, (fields?: Record<string, string | number>) => AwsError> = {};
  for (const [row, text] of Object.entries(messages)) {
    const code = row.split('/')[0]!;
    factories[row] = (fields = {}) =>
      new AwsError(
        code,
        text.replace(/\{(\w+)\}/g, (_, field: string) => String(fields[field])),
        statuses[code] ?? 400,
      );
  }
  return factories as never;
}
