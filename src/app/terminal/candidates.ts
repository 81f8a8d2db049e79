// What Tab may complete the word before the cursor to: the files that begin like it.
import type { LineState } from './lineEditor.ts';
import type { Listed } from '../files/tree.ts';

/** Where the word begins, and what it may become. */
export interface Completion {
  readonly from: number;
  readonly candidates: readonly string[];
}

/** Completes paths: relative to `cwd`, absolute, or from the home of `user`. */
export async function candidates(
  line: LineState,
  cwd: string,
  user: string,
  list: (path: string) => Promise<readonly Listed[] | undefined>,
): Promise<Completion> {
  const before = line.text.slice(0, line.cursor);
  const word = /\S*$/.exec(before)![0];
  const slash = word.lastIndexOf('/') + 1;
  const [folder, begin] = [word.slice(0, slash), word.slice(slash)];
  const path = folder.startsWith('/')
    ? folder
    : folder.startsWith('~/')
      ? `/home/${user}/${folder.slice(2)}`
      : `${cwd}/${folder}`;
  const entries = (await list(path.replace(/(.)\/+$/, '$1'))) ?? [];
  const fitting = entries.filter(({ name }) => name.startsWith(begin) && (begin !== '' || !name.startsWith('.')));
  return {
    from: line.cursor - word.length,
    candidates: fitting.map(({ name, kind }) => `${folder}${name}${kind === 'directory' ? '/' : ''}`),
  };
}
