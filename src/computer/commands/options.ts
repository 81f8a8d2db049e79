// Reading the options of small commands, with the words that GNU programs complain in.
import { basename } from '../disk/path.ts';
import type { ProgramContext } from '../program.ts';

export interface Options {
  /** Letters and long names that were given. */
  readonly flags: ReadonlySet<string>;
  /** Values of options that take one. */
  readonly values: Readonly<Record<string, string>>;
  readonly operands: readonly string[];
}

/** Says that the words of a command are off; the program ends with its status. */
export class UsageError extends Error {}

/**
 * Splits the arguments of a command. `letters` as getopt has them: `rf` for flags, `n:` for one with a value; `long`
 * maps long names to letters.
 * @throws UsageError
 */
export function readOptions(
  argv: readonly string[],
  letters: string,
  long: Readonly<Record<string, string>> = {},
): Options {
  const name = basename(argv[0]!);
  const flags = new Set<string>();
  const values: Record<string, string> = {};
  const operands: string[] = [];
  const words = argv.slice(1);
  const takes = (letter: string): boolean => letters[letters.indexOf(letter) + 1] === ':';
  while (words.length > 0) {
    const word = words.shift()!;
    if (word === '--') {
      operands.push(...words);
      break;
    }
    if (word.startsWith('--')) {
      const [option, value] = word.slice(2).split(/=(.*)/s);
      const letter = long[option!];
      if (letter === undefined) throw new UsageError(`${name}: unrecognized option '${word}'`);
      flags.add(letter);
      if (takes(letter)) values[letter] = value ?? words.shift() ?? '';
    } else if (/^-./.test(word)) {
      for (let i = 1; i < word.length; i++) {
        const letter = word[i]!;
        if (letter === ':' || !letters.includes(letter)) throw new UsageError(`${name}: invalid option -- '${letter}'`);
        flags.add(letter);
        if (!takes(letter)) continue;
        const value = word.slice(i + 1) || words.shift();
        if (value === undefined) throw new UsageError(`${name}: option requires an argument -- '${letter}'`);
        values[letter] = value;
        break;
      }
    } else operands.push(word);
  }
  return { flags, values, operands };
}

/** Runs `act` and tells a usage error as GNU programs do; gives 1 then. */
export async function withUsage(context: ProgramContext, act: () => number | Promise<number>): Promise<number> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const name = basename(context.argv[0]!);
    await context.stderr.write(`${error.message}\nTry '${name} --help' for more information.\n`);
    return name === 'ls' ? 2 : 1;
  }
}
