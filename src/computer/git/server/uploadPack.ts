// git-upload-pack: what a clone or fetch is answered. Smart HTTP, protocol version 0.
import git from 'isomorphic-git';
import { joinBytes, toBytes } from '../../../lib/bytes.ts';
import { readCommit, type Repository } from '../repository.ts';
import { FLUSH, pkt, PktReader, sideBand } from './pktLine.ts';

interface Request {
  readonly wants: readonly string[];
  readonly haves: readonly string[];
  readonly capabilities: ReadonlySet<string>;
  readonly depth: number;
  readonly done: boolean;
  readonly clientShallow: readonly string[];
}

/** Answers the body of `POST …/git-upload-pack`. */
export async function uploadPack(repository: Repository, body: Uint8Array): Promise<Uint8Array> {
  const request = readRequest(body);
  const common: string[] = [];
  for (const oid of request.haves) if (await readCommit(repository, oid)) common.push(oid);
  const shallow = request.depth > 0 ? await shallowAnswer(repository, request) : undefined;
  const head = shallow ? [shallow.answer] : [];
  if (!request.done) {
    // Nothing is asked for yet but what is known on both sides.
    if (request.haves.length === 0) return joinBytes(head);
    const acks = common.map((oid) => pkt(`ACK ${oid} common\n`));
    return joinBytes([...head, ...acks, pkt('NAK\n')]);
  }
  const multi = request.capabilities.has('multi_ack_detailed');
  const last = common.at(-1);
  const acks = multi ? common.map((oid) => pkt(`ACK ${oid} common\n`)) : [];
  const final = last ? pkt(`ACK ${last}\n`) : pkt('NAK\n');
  const oids = await missingObjects(repository, request.wants, common, shallow?.boundary ?? new Set());
  const { packfile } = await git.packObjects({ ...repository, dir: repository.gitdir, oids });
  return joinBytes([...head, ...acks, final, ...packAnswer(packfile!, oids.length, request.capabilities)]);
}

function packAnswer(pack: Uint8Array, count: number, capabilities: ReadonlySet<string>): Uint8Array[] {
  if (!capabilities.has('side-band-64k') && !capabilities.has('side-band')) return [pack];
  const progress = capabilities.has('no-progress') ? [] : [sideBand(2, `Counting objects: ${count}, done.\n`)];
  return [...progress, sideBand(1, pack), FLUSH];
}

function readRequest(body: Uint8Array): Request {
  const reader = new PktReader(body);
  const lines: string[] = [];
  for (let line = reader.next(); line !== undefined; line = reader.next()) if (line !== null) lines.push(line);
  const values = (word: string): string[] =>
    lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.split(' ')[1]!);
  const first = lines.find((line) => line.startsWith('want '));
  return {
    wants: values('want'),
    haves: values('have'),
    capabilities: new Set(first?.split(' ').slice(2) ?? []),
    depth: Number(values('deepen')[0] ?? 0),
    done: lines.includes('done'),
    clientShallow: values('shallow'),
  };
}

/** Commits from the wanted ones down to the depth; the lowest of them are the boundary. */
async function shallowAnswer(repository: Repository, { wants, depth, clientShallow }: Request) {
  const boundary = new Set<string>();
  let level = [...wants];
  for (let n = 1; n <= depth && level.length > 0; n++) {
    const next: string[] = [];
    for (const oid of level) {
      const commit = await readCommit(repository, oid);
      if (!commit) continue;
      if (n === depth && commit.parents.length > 0) boundary.add(oid);
      next.push(...commit.parents);
    }
    level = next;
  }
  const lines = [...boundary].filter((oid) => !clientShallow.includes(oid)).map((oid) => pkt(`shallow ${oid}`));
  const unshallow = clientShallow.filter((oid) => !boundary.has(oid)).map((oid) => pkt(`unshallow ${oid}`));
  return { boundary, answer: joinBytes([...lines, ...unshallow, FLUSH]) };
}

/** Every object that is reachable from `wants` and not from `haves`. */
async function missingObjects(
  repository: Repository,
  wants: readonly string[],
  haves: readonly string[],
  boundary: ReadonlySet<string>,
): Promise<string[]> {
  const known = new Set<string>();
  for (const oid of haves) await collectCommits(repository, oid, known, new Set());
  const knownTrees = new Set<string>();
  for (const oid of haves)
    await collectTree(repository, (await readCommit(repository, oid))!.tree, knownTrees, new Set());
  const objects = new Set<string>();
  for (const want of wants) {
    const oid = await peel(repository, want, objects);
    await collectCommits(repository, oid, objects, known, boundary);
  }
  for (const oid of [...objects]) {
    const commit = await readCommit(repository, oid);
    if (commit) await collectTree(repository, commit.tree, objects, knownTrees);
  }
  return [...objects];
}

/** Annotated tags are objects themselves; gives the commit behind. */
async function peel(repository: Repository, oid: string, objects: Set<string>): Promise<string> {
  const { type, object } = (await git.readObject({ ...repository, oid, format: 'parsed' })) as {
    type: string;
    object: { object?: string };
  };
  if (type !== 'tag') return oid;
  objects.add(oid);
  return peel(repository, object.object!, objects);
}

async function collectCommits(
  repository: Repository,
  start: string,
  found: Set<string>,
  known: ReadonlySet<string>,
  boundary: ReadonlySet<string> = new Set(),
): Promise<void> {
  const open = [start];
  while (open.length > 0) {
    const oid = open.pop()!;
    if (found.has(oid) || known.has(oid)) continue;
    const commit = await readCommit(repository, oid);
    if (!commit) continue;
    found.add(oid);
    if (!boundary.has(oid)) open.push(...commit.parents);
  }
}

async function collectTree(
  repository: Repository,
  oid: string,
  found: Set<string>,
  known: ReadonlySet<string>,
): Promise<void> {
  if (found.has(oid) || known.has(oid)) return;
  found.add(oid);
  const { tree } = await git.readTree({ ...repository, oid });
  for (const entry of tree) {
    if (entry.type === 'tree') await collectTree(repository, entry.oid, found, known);
    else if (entry.type === 'blob' && !known.has(entry.oid)) found.add(entry.oid);
  }
}

/** Marks a text as an error that git shows after `fatal: remote error: `. */
export const errorPacket = (message: string): Uint8Array => pkt(toBytes(`ERR ${message}`));
