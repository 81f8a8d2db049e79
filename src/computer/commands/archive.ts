// zip and unzip: archives that CodeBuild and CodeDeploy pass on.
import { unzip as unpack, zip as pack, type ZipEntry } from '../../lib/zip.ts';
import { FsError } from '../disk/errors.ts';
import { basename, dirname, joinPath, resolvePath } from '../disk/path.ts';
import type { Program, ProgramContext } from '../program.ts';
import { readOptions, withUsage } from './options.ts';

const MODES = { file: 0o100000, directory: 0o40000, link: 0o120000, device: 0o20000 } as const;

function entriesOf(context: ProgramContext, name: string, recursive: boolean): ZipEntry[] {
  const { files } = context;
  const path = resolvePath(context.cwd, name);
  const stat = files.stat(path);
  const short = name.replace(/^(\.\/)+|^\/+/, '');
  if (stat.kind !== 'directory') return [{ path: short, data: files.readFile(path), mode: MODES.file | stat.mode }];
  const own =
    short === '.' || short === ''
      ? []
      : [{ path: `${short.replace(/\/$/, '')}/`, data: new Uint8Array(0), mode: MODES.directory | stat.mode }];
  if (!recursive) return own;
  return [
    ...own,
    ...files
      .readdir(path)
      .flatMap((inner) =>
        entriesOf(context, short === '.' || short === '' ? inner : `${short.replace(/\/$/, '')}/${inner}`, true),
      ),
  ];
}

const zip: Program = {
  name: 'zip',
  summary: 'packs files into an archive',
  run: (context) =>
    withUsage(context, async () => {
      const { flags, operands } = readOptions(context.argv, 'rqx9j', { recurse: 'r' });
      const [archive, ...names] = operands;
      if (!archive || names.length === 0) {
        await context.stderr.write('zip error: Nothing to do!\n');
        return 16;
      }
      const target = resolvePath(context.cwd, /\.\w+$/.test(archive) ? archive : `${archive}.zip`);
      const entries: ZipEntry[] = [];
      for (const name of names) {
        try {
          entries.push(
            ...entriesOf(context, name, flags.has('r')).filter(({ path }) => resolvePath(context.cwd, path) !== target),
          );
        } catch (error) {
          if (!(error instanceof FsError)) throw error;
          await context.stderr.write(`\tzip warning: name not matched: ${name}\n`);
        }
      }
      if (entries.length === 0) {
        await context.stderr.write(`\nzip error: Nothing to do! (${basename(target)})\n`);
        return 12;
      }
      context.files.writeFile(
        target,
        pack(flags.has('j') ? entries.map((entry) => ({ ...entry, path: basename(entry.path) })) : entries),
      );
      if (!flags.has('q'))
        await context.stdout.write(entries.map(({ path }) => `  adding: ${path} (deflated)\n`).join(''));
      return 0;
    }),
};

const unzip: Program = {
  name: 'unzip',
  summary: 'unpacks an archive',
  run: (context) =>
    withUsage(context, async () => {
      const { flags, values, operands } = readOptions(context.argv, 'oqlnd:');
      const [archive = ''] = operands;
      const path = [archive, `${archive}.zip`]
        .map((name) => resolvePath(context.cwd, name))
        .find((name) => context.files.isFile(name));
      if (!path) {
        await context.stderr.write(`unzip:  cannot find or open ${archive}, ${archive}.zip or ${archive}.ZIP.\n`);
        return 9;
      }
      let entries: readonly ZipEntry[];
      try {
        entries = unpack(context.files.readFile(path));
      } catch {
        await context.stderr.write(`Archive:  ${archive}\n  End-of-central-directory signature not found.\n`);
        return 9;
      }
      if (!flags.has('q')) await context.stdout.write(`Archive:  ${archive}\n`);
      const folder = resolvePath(context.cwd, values.d ?? '.');
      for (const entry of entries) {
        const target = joinPath(folder, entry.path);
        if (entry.path.endsWith('/')) context.files.mkdir(target, { recursive: true });
        else {
          context.files.mkdir(dirname(target), { recursive: true });
          context.files.writeFile(target, entry.data, { mode: entry.mode & 0o777 });
          if (!flags.has('q')) await context.stdout.write(`  inflating: ${entry.path}\n`);
        }
      }
      return 0;
    }),
};

export const archivePrograms: readonly Program[] = [zip, unzip];
