import git from 'isomorphic-git';
import { toText } from '../../../lib/bytes.ts';
import { sha1Hex } from '../../../lib/hash.ts';
import { joinBytes, toBytes } from '../../../lib/bytes.ts';
import { currentBranch, GitFailure, resolve, short, type GitCall, type GitCommand, type WorkingCopy } from '../call.ts';
import { changedFiles, makeChange, totals, unifiedDiff, type FileChange } from '../compare.ts';
import { listFiles, readBlob } from '../repository.ts';
import { log } from './log.ts';
import { changesOf } from './status.ts';

const blobOid = (data: Uint8Array): string => sha1Hex(joinBytes([toBytes(`blob ${data.length}\0`), data]));

/** What the disk holds beside the index. */
async function workingChanges(call: GitCall, copy: WorkingCopy): Promise<FileChange[]> {
  const changes: FileChange[] = [];
  const index = new Map<string, string>();
  await git.walk({
    ...copy,
    trees: [git.STAGE()],
    map: async (path, [entry]) => void (entry && (await entry.type()) === 'blob' && index.set(path, await entry.oid())),
  });
  for (const { path, kind } of (await changesOf(copy)).unstaged) {
    const oid = index.get(path)!;
    const before = { mode: '100644', oid, text: toText(await readBlob(copy, oid)) };
    const data = kind === 'D' ? undefined : call.files.readFile(`${copy.dir}/${path}`);
    changes.push(makeChange(path, before, data && { mode: '100644', oid: blobOid(data), text: toText(data) }));
  }
  return changes;
}

/** What the index holds beside HEAD. */
async function stagedChanges(copy: WorkingCopy): Promise<FileChange[]> {
  const head = await git.resolveRef({ ...copy, ref: 'HEAD' }).catch(() => undefined);
  const before = new Map(head ? (await listFiles(copy, head)).map((file) => [file.path, file]) : []);
  const after = new Map<string, { oid: string; mode: string }>();
  await git.walk({
    ...copy,
    trees: [git.STAGE()],
    map: async (path, [entry]) =>
      void (
        entry &&
        (await entry.type()) === 'blob' &&
        after.set(path, { oid: await entry.oid(), mode: (await entry.mode()).toString(8) })
      ),
  });
  const side = async (file: { oid: string; mode: string } | undefined) =>
    file && { mode: file.mode, oid: file.oid, text: toText(await readBlob(copy, file.oid)) };
  const paths = [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .filter((path) => before.get(path)?.oid !== after.get(path)?.oid);
  return Promise.all(
    paths.map(async (path) => makeChange(path, await side(before.get(path)), await side(after.get(path)))),
  );
}

/** `git diff [--staged] [--stat|--name-only|--name-status] [A [B]|A..B] [-- PATH…]` */
export const diff: GitCommand = async (call) => {
  const copy = call.copy();
  const has = (...names: string[]): boolean => call.args.some((word) => names.includes(word));
  const dashes = call.args.indexOf('--');
  const words = (dashes >= 0 ? call.args.slice(0, dashes) : call.args).filter((word) => !word.startsWith('-'));
  const revisions: string[] = [];
  const paths = dashes >= 0 ? [...call.args.slice(dashes + 1)] : [];
  for (const word of words.flatMap((one) =>
    one.includes('..') ? one.split(/\.{2,3}/).map((part) => part || 'HEAD') : [one],
  )) {
    const oid = await resolve(copy, word).catch(() => undefined);
    if (oid) revisions.push(oid);
    else paths.push(word);
  }
  const all = has('--staged', '--cached')
    ? await stagedChanges(copy)
    : revisions.length > 0
      ? await changedFiles(copy, revisions[0], revisions[1] ?? (await resolve(copy, 'HEAD')))
      : await workingChanges(call, copy);
  const changes = all.filter(
    ({ path }) =>
      paths.length === 0 || paths.some((one) => path === one || path.startsWith(`${one.replace(/\/$/, '')}/`)),
  );
  const kind = ({ before, after }: FileChange): string => (!before ? 'A' : after ? 'M' : 'D');
  if (has('--name-only')) await call.out(changes.map(({ path }) => `${path}\n`).join(''));
  else if (has('--name-status')) await call.out(changes.map((change) => `${kind(change)}\t${change.path}\n`).join(''));
  else if (has('--stat'))
    await call.out(
      changes.length > 0
        ? changes
            .map(
              ({ path, added, removed }) =>
                ` ${path} | ${added + removed} ${'+'.repeat(added)}${'-'.repeat(removed)}\n`,
            )
            .join('') + totals(changes)
        : '',
    );
  else await call.out(changes.map(unifiedDiff).join(''));
  return has('--exit-code', '--quiet') && changes.length > 0 ? 1 : 0;
};

/** `git show [REVISION]` */
export const show: GitCommand = async (call) => {
  const revision = call.args.find((word) => !word.startsWith('-')) ?? 'HEAD';
  const [, commit, path] = /^([^:]*):(.+)$/.exec(revision) ?? [];
  if (!path)
    return log({ ...call, args: ['-p', '-n', '1', revision, ...call.args.filter((word) => word.startsWith('--'))] });
  const copy = call.copy();
  const file = (await listFiles(copy, await resolve(copy, commit || 'HEAD'))).find((one) => one.path === path);
  if (!file) throw new GitFailure(`path '${path}' does not exist in '${commit || 'HEAD'}'`);
  await call.context.stdout.write(await readBlob(copy, file.oid));
  return 0;
};

/** `git rev-parse [--short|--abbrev-ref|--show-toplevel|--is-inside-work-tree] [REVISION…]` */
export const revParse: GitCommand = async (call) => {
  const copy = call.copy();
  const has = (name: string): boolean => call.args.some((word) => word === name || word.startsWith(`${name}=`));
  if (has('--show-toplevel')) await call.out(`${copy.dir}\n`);
  if (has('--is-inside-work-tree')) await call.out('true\n');
  if (has('--git-dir')) await call.out(`${call.cwd === copy.dir ? '.git' : copy.gitdir}\n`);
  for (const word of call.args.filter((one) => !one.startsWith('-'))) {
    if (has('--abbrev-ref')) await call.out(`${word === 'HEAD' ? ((await currentBranch(copy)) ?? 'HEAD') : word}\n`);
    else {
      const oid = await resolve(copy, word);
      await call.out(`${has('--short') ? short(oid) : oid}\n`);
    }
  }
  return 0;
};

/** `git ls-files` */
export const lsFiles: GitCommand = async (call) => {
  const files = await git.listFiles({ ...call.copy() });
  await call.out(
    files
      .sort()
      .map((path) => `${path}\n`)
      .join(''),
  );
  return 0;
};
