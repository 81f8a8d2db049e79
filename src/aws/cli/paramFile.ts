// `file://` and `fileb://`: a parameter's value from a file.
import { FsError } from '../../computer/disk/errors.ts';
import { resolvePath } from '../../computer/disk/path.ts';
import type { ProgramContext } from '../../computer/program.ts';

/** Why a file could not be read, in the words of Python. */
export class ParamFileProblem extends Error {
  override name = 'ParamFileProblem';
}

const NUMBERS: Readonly<Record<string, number>> = {
  EPERM: 1,
  ENOENT: 2,
  EACCES: 13,
  ENOTDIR: 20,
  EISDIR: 21,
  ELOOP: 40,
};

/** What stands in the file that `value` names, or undefined when it names none. @throws ParamFileProblem */
export function paramFile(context: ProgramContext, value: unknown): string | Uint8Array | undefined {
  const [, scheme, name] = (typeof value === 'string' && /^(fileb?):\/\/(.*)$/s.exec(value)) || [];
  if (scheme === undefined) return undefined;
  const path = expandPath(context, name!);
  const data = read(context, path, String(value));
  if (scheme === 'fileb') return data;
  try {
    // Text files have their line ends made the same, as Python does when it reads them.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(data).replace(/\r\n?/g, '\n');
  } catch {
    throw new ParamFileProblem(
      `Unable to load paramfile (${path}), text contents could not be decoded.  If this is a binary file, please use the fileb:// prefix instead of the file:// prefix.`,
    );
  }
}

function read(context: ProgramContext, path: string, value: string): Uint8Array {
  try {
    return context.files.readFile(resolvePath(context.cwd, path));
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    throw new ParamFileProblem(`Unable to load paramfile ${value}: ${osError(error, path)}`);
  }
}

/** As Python prints a system call's error. */
export const osError = (error: FsError, path: string): string =>
  `[Errno ${NUMBERS[error.code] ?? 5}] ${error.text}: '${path}'`;

/** `~` and variables in a path. */
export function expandPath({ env }: Pick<ProgramContext, 'env'>, path: string): string {
  return path
    .replace(/^~(?=\/|$)/, env.HOME ?? '~')
    .replace(/\$(?:(\w+)|\{([^}]*)\})/g, (all, bare?: string, braced?: string) => env[bare ?? braced ?? ''] ?? all);
}
