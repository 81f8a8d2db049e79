// git-receive-pack: what a push is answered. Smart HTTP, protocol version 0, report-status on side-band-64k.
import git from 'isomorphic-git';
import { joinBytes } from '../../../lib/bytes.ts';
import type { Files } from '../../disk/disk.ts';
import { deleteRef, setRef, type Repository } from '../repository.ts';
import { FLUSH, pkt, PktReader, sideBand } from './pktLine.ts';

const NOTHING = '0'.repeat(40);

/** A ref that a push asks to move. */
export interface PushedRef {
  readonly ref: string;
  /** Absent when the ref is new. */
  readonly before?: string;
  /** Absent when the ref is to be deleted. */
  readonly after?: string;
}

/** Who keeps the repository has its say. */
export interface ReceiveHooks {
  /** Why a ref may not move, by ref; what is absent may. */
  refuse?(refs: readonly PushedRef[]): Promise<Readonly<Record<string, string>>> | Readonly<Record<string, string>>;
  /** Told of the refs that moved. */
  moved?(refs: readonly PushedRef[]): Promise<void>;
  /** What the client shows as `remote: …`. */
  readonly notice?: string;
}

/** Answers the body of `POST …/git-receive-pack`. */
export async function receivePack(
  repository: Repository,
  files: Files,
  body: Uint8Array,
  hooks: ReceiveHooks,
): Promise<Uint8Array> {
  const reader = new PktReader(body);
  const lines = reader.section();
  const capabilities = new Set((lines[0]?.split('\0')[1] ?? '').trim().split(' '));
  const refs = lines.map(readCommand);
  const unpacked = await unpack(repository, files, reader.rest, refs);
  const results =
    unpacked === 'ok'
      ? await moveRefs(repository, refs, capabilities, hooks)
      : new Map(refs.map(({ ref }) => [ref, 'unpacker error']));
  const report = [
    pkt(`unpack ${unpacked}\n`),
    ...[...results].map(([ref, reason]) => pkt(reason ? `ng ${ref} ${reason}\n` : `ok ${ref}\n`)),
    FLUSH,
  ];
  if (!capabilities.has('report-status')) return new Uint8Array(0);
  if (!capabilities.has('side-band-64k')) return joinBytes(report);
  const notice = hooks.notice ? [sideBand(2, `${hooks.notice}\n`)] : [];
  return joinBytes([...notice, sideBand(1, joinBytes(report)), FLUSH]);
}

function readCommand(line: string): PushedRef {
  const [before, after, ref] = line.split('\0')[0]!.trim().split(' ');
  return {
    ref: ref!,
    ...(before === NOTHING ? {} : { before: before! }),
    ...(after === NOTHING ? {} : { after: after! }),
  };
}

async function unpack(
  repository: Repository,
  files: Files,
  pack: Uint8Array,
  refs: readonly PushedRef[],
): Promise<string> {
  if (pack.length === 0 || refs.every(({ after }) => !after)) return 'ok';
  const folder = `${repository.gitdir}/objects/pack`;
  files.mkdir(folder, { recursive: true });
  const name = `objects/pack/pack-${[...pack.subarray(-20)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}.pack`;
  files.writeFile(`${repository.gitdir}/${name}`, pack);
  try {
    await git.indexPack({ ...repository, dir: repository.gitdir, filepath: name });
    return 'ok';
  } catch (error) {
    files.remove(`${repository.gitdir}/${name}`);
    return `index-pack abnormal exit: ${(error as Error).message.split('\n')[0]}`;
  }
}

/** Moves each ref, or says why not; with `atomic` all or none. */
async function moveRefs(
  repository: Repository,
  refs: readonly PushedRef[],
  capabilities: ReadonlySet<string>,
  hooks: ReceiveHooks,
): Promise<Map<string, string>> {
  const results = new Map<string, string>(Object.entries((await hooks.refuse?.(refs)) ?? {}));
  for (const { ref, before, after } of refs) {
    if (results.has(ref)) continue;
    const reason =
      (await current(repository, ref)) !== before ? 'failed to update ref' : await objectProblem(repository, after);
    results.set(ref, reason);
  }
  if (capabilities.has('atomic') && [...results.values()].some(Boolean)) {
    for (const [ref, reason] of results) if (!reason) results.set(ref, 'atomic transaction failed');
  }
  const moved = refs.filter(({ ref }) => !results.get(ref));
  for (const { ref, after } of moved) await (after ? setRef(repository, ref, after) : deleteRef(repository, ref));
  if (moved.length > 0) await hooks.moved?.(moved);
  return new Map(refs.map(({ ref }) => [ref, results.get(ref) ?? '']));
}

async function current(repository: Repository, ref: string): Promise<string | undefined> {
  return git.resolveRef({ ...repository, ref }).catch(() => undefined);
}

async function objectProblem(repository: Repository, oid: string | undefined): Promise<string> {
  if (!oid) return '';
  return git.readObject({ ...repository, oid, format: 'deflated' }).then(
    () => '',
    () => 'missing necessary objects',
  );
}
