// What differs between two commits, file by file and line by line, as git counts and shows it.
import { structuredPatch } from 'diff';
import { toText } from '../../lib/bytes.ts';
import type { WorkingCopy } from './call.ts';
import { listFiles, readBlob, type FileEntry } from './repository.ts';

/** A file that differs. */
export interface FileChange {
  readonly path: string;
  readonly before?: { readonly mode: string; readonly oid: string; readonly text: string };
  readonly after?: { readonly mode: string; readonly oid: string; readonly text: string };
  readonly added: number;
  readonly removed: number;
}

/** The files that differ between two commits; without the first, everything is new. */
export async function changedFiles(copy: WorkingCopy, from: string | undefined, to: string): Promise<FileChange[]> {
  const [before, after] = [
    new Map(from ? (await listFiles(copy, from)).map((file) => [file.path, file]) : []),
    new Map((await listFiles(copy, to)).map((file) => [file.path, file])),
  ];
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  const changes: FileChange[] = [];
  for (const path of paths) {
    const [a, b] = [before.get(path), after.get(path)];
    if (a?.oid === b?.oid && a?.mode === b?.mode) continue;
    changes.push(makeChange(path, await sideOf(copy, a), await sideOf(copy, b)));
  }
  return changes;
}

async function sideOf(copy: WorkingCopy, file: FileEntry | undefined) {
  return file ? { mode: file.mode, oid: file.oid, text: toText(await readBlob(copy, file.oid)) } : undefined;
}

/** A change from its two sides. */
export function makeChange(path: string, before: FileChange['before'], after: FileChange['after']): FileChange {
  const lines = hunks(before?.text ?? '', after?.text ?? '').flatMap((hunk) => hunk.lines);
  return {
    path,
    ...(before ? { before } : {}),
    ...(after ? { after } : {}),
    added: lines.filter((line) => line.startsWith('+')).length,
    removed: lines.filter((line) => line.startsWith('-')).length,
  };
}

const hunks = (before: string, after: string) => structuredPatch('a', 'b', before, after, '', '', { context: 3 }).hunks;

/** ` 2 files changed, 3 insertions(+), 1 deletion(-)` and the files that came and went. */
export function changeSummary(changes: readonly FileChange[]): string {
  if (changes.length === 0) return '';
  const modes = changes.flatMap(({ path, before, after }) =>
    !before
      ? [` create mode ${after!.mode} ${path}\n`]
      : !after
        ? [` delete mode ${before.mode} ${path}\n`]
        : before.mode !== after.mode
          ? [` mode change ${before.mode} => ${after.mode} ${path}\n`]
          : [],
  );
  return `${totals(changes)}${modes.join('')}`;
}

/** ` 1 file changed, 1 insertion(+)` */
export function totals(changes: readonly FileChange[]): string {
  const sum = (key: 'added' | 'removed'): number => changes.reduce((all, change) => all + change[key], 0);
  const [added, removed] = [sum('added'), sum('removed')];
  const plural = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;
  const parts = [`${plural(changes.length, 'file')} changed`];
  if (added > 0 || removed === 0) parts.push(`${plural(added, 'insertion')}(+)`);
  if (removed > 0 || added === 0) parts.push(`${plural(removed, 'deletion')}(-)`);
  return ` ${parts.join(', ')}\n`;
}

/** The change as `git diff` shows it. */
export function unifiedDiff({ path, before, after }: FileChange): string {
  const head = [`diff --git a/${path} b/${path}\n`];
  if (!before) head.push(`new file mode ${after!.mode}\n`);
  else if (!after) head.push(`deleted file mode ${before.mode}\n`);
  else if (before.mode !== after.mode) head.push(`old mode ${before.mode}\nnew mode ${after.mode}\n`);
  const same = before && after && before.mode === after.mode ? ` ${after.mode}` : '';
  if (before?.oid !== after?.oid)
    head.push(`index ${(before?.oid ?? '0000000').slice(0, 7)}..${(after?.oid ?? '0000000').slice(0, 7)}${same}\n`);
  const parts = hunks(before?.text ?? '', after?.text ?? '');
  if (parts.length === 0) return head.join('');
  head.push(`--- ${before ? `a/${path}` : '/dev/null'}\n+++ ${after ? `b/${path}` : '/dev/null'}\n`);
  const source = (before?.text ?? '').split('\n');
  const body = parts.map((hunk) => {
    const range = (start: number, count: number): string =>
      count === 1 ? `${start}` : `${count === 0 ? start - 1 : start},${count}`;
    const context = functionBefore(source, hunk.oldStart - 2);
    return `@@ -${range(hunk.oldStart, hunk.oldLines)} +${range(hunk.newStart, hunk.newLines)} @@${context}\n${hunk.lines.map((line) => `${line}\n`).join('')}`;
  });
  return head.join('') + body.join('');
}

/** The line above a hunk that looks like the beginning of a function, as git's default finds it. */
function functionBefore(lines: readonly string[], from: number): string {
  for (let i = from; i >= 0; i--) if (/^[A-Za-z_$]/.test(lines[i] ?? '')) return ` ${lines[i]!.slice(0, 80).trimEnd()}`;
  return '';
}
