// Stock git against the git server: what it clones, pushes and fetches must be whole.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { storedDisk } from '../../../src/computer/disk/stored.ts';
import {
  commitEntries,
  initBare,
  listBranches,
  openRepository,
  resolveCommit,
  setRef,
  writeCommit,
  writeTree,
} from '../../../src/computer/git/repository.ts';
import { serveGit, type PushedRef } from '../../../src/computer/git/server/index.ts';
import { toBytes, toText } from '../../../src/lib/bytes.ts';
import { Kernel } from '../../../src/kernel/kernel.ts';

const run = promisify(execFile);
const kernel = Kernel.begin(1, Date.UTC(2026, 0, 5, 9));
const files = storedDisk(kernel, 'test').as();
const moved: PushedRef[][] = [];
let folder: string;
let url: string;
let server: http.Server;
let refused: Record<string, string> = {};

const env = {
  ...process.env,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.com',
  GIT_TERMINAL_PROMPT: '0',
};
const git = async (cwd: string, ...args: string[]): Promise<string> => {
  const { stdout, stderr } = await run('git', args, { cwd, env });
  return stdout + stderr;
};

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'slipway-git-'));
  await initBare(files, '/r.git');
  server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)] as const);
    const asked = {
      method: request.method!,
      path: request.url!,
      host: 'x',
      scheme: 'http',
      headers,
      body: new Uint8Array(Buffer.concat(chunks)),
      from: '1',
    } as const;
    const hooks = {
      refuse: () => refused,
      moved: async (refs: readonly PushedRef[]) => void moved.push([...refs]),
      notice: 'Validating objects: 100%',
    };
    const answer = await serveGit(openRepository(files, '/r.git'), files, asked, hooks);
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/r.git`;
});

afterAll(() => {
  server.close();
  fs.rmSync(folder, { recursive: true });
});

test('git pushes to an empty repository, clones it back, and finds it whole', async () => {
  const first = path.join(folder, 'first');
  await git(folder, 'init', '-q', '-b', 'main', first);
  for (let n = 0; n < 120; n++) {
    fs.mkdirSync(path.join(first, `d${n % 7}`), { recursive: true });
    fs.writeFileSync(path.join(first, `d${n % 7}`, `f${n}.txt`), `file ${n}\n`.repeat(n + 1));
    if (n % 10 === 0) {
      await git(first, 'add', '-A');
      await git(first, 'commit', '-qm', `commit ${n}`);
    }
  }
  await git(first, 'add', '-A');
  await git(first, 'commit', '-qm', 'last');
  await git(first, 'tag', '-a', 'v1', '-m', 'one');
  const pushed = await git(first, 'push', '--follow-tags', url, 'main');
  expect(pushed).toContain('remote: Validating objects: 100%');
  expect(pushed).toContain('* [new branch]      main -> main');
  expect(moved[0]!.map(({ ref, before }) => [ref, before])).toEqual([
    ['refs/heads/main', undefined],
    ['refs/tags/v1', undefined],
  ]);
  const second = path.join(folder, 'second');
  await git(folder, 'clone', '-q', url, second);
  expect(await git(second, 'fsck', '--full')).not.toMatch(/error|missing|dangling/);
  expect(await git(second, 'rev-parse', 'HEAD', 'v1')).toBe(await git(first, 'rev-parse', 'HEAD', 'v1'));
});

test('git fetches what another pushed, without asking for all of it again', async () => {
  const [first, second] = [path.join(folder, 'first'), path.join(folder, 'second')];
  fs.writeFileSync(path.join(first, 'new.txt'), 'new\n');
  await git(first, 'add', '-A');
  await git(first, 'commit', '-qm', 'new');
  await git(first, 'push', '-q', url, 'main');
  await git(second, 'pull', '-q', '--ff-only');
  expect(fs.readFileSync(path.join(second, 'new.txt'), 'utf8')).toBe('new\n');
  expect(await git(second, 'fsck')).not.toMatch(/error|missing/);
});

test('a shallow clone holds one commit', async () => {
  const shallow = path.join(folder, 'shallow');
  await git(folder, 'clone', '-q', '--depth', '1', url, shallow);
  expect((await git(shallow, 'rev-list', '--count', 'HEAD')).trim()).toBe('1');
});

test('a ref that is refused is named with its reason, and the others move unless the push is atomic', async () => {
  const first = path.join(folder, 'first');
  await git(first, 'commit', '-q', '--allow-empty', '-m', 'x');
  refused = { 'refs/heads/main': 'closed' };
  await expect(git(first, 'push', url, 'main', 'main:other')).rejects.toThrow(
    /! \[remote rejected\] main -> main \(closed\)/,
  );
  expect(await listBranches(openRepository(files, '/r.git'))).toEqual(['main', 'other']);
  await expect(git(first, 'push', '--atomic', url, 'main', 'main:third')).rejects.toThrow(/atomic transaction failed/);
  expect(await listBranches(openRepository(files, '/r.git'))).toEqual(['main', 'other']);
  refused = {};
});

test('a branch is deleted by a push', async () => {
  await git(path.join(folder, 'first'), 'push', '-q', url, ':other');
  expect(await listBranches(openRepository(files, '/r.git'))).toEqual(['main']);
});

test('trees and commits made here have the ids that git gives them', async () => {
  const repository = openRepository(files, '/r.git');
  const entries = [
    { path: 'a/run.sh', data: toBytes('echo\n'), mode: 0o100755 },
    { path: 'a.txt', data: toBytes('text\n'), mode: 0o100644 },
    { path: 'link', data: toBytes('a.txt'), mode: 0o120777 },
  ];
  const tree = await writeTree(repository, entries);
  const author = { name: 'A', email: 'a@example.com', timestamp: 1_700_000_000, timezoneOffset: 0 };
  const commit = await writeCommit(repository, { tree, parents: [], author, message: 'hello' });
  await setRef(repository, 'refs/heads/made', commit);
  const clone = path.join(folder, 'made');
  await git(folder, 'clone', '-q', '-b', 'made', url, clone);
  expect(await git(clone, 'fsck')).not.toMatch(/error|missing/);
  const dates = { GIT_AUTHOR_DATE: '1700000000 +0000', GIT_COMMITTER_DATE: '1700000000 +0000' };
  await run('git', ['commit', '-q', '--amend', '--reset-author', '--no-edit'], {
    cwd: clone,
    env: { ...env, ...dates },
  });
  expect((await git(clone, 'rev-parse', 'HEAD')).trim()).toBe(commit);
  expect(await resolveCommit(repository, 'made')).toBe(commit);
  expect((await commitEntries(repository, commit)).map(({ path: name, data }) => [name, toText(data)])).toEqual([
    ['a.txt', 'text\n'],
    ['a/run.sh', 'echo\n'],
    ['link', 'a.txt'],
  ]);
});
