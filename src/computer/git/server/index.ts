// A git server over smart HTTP: it knows nothing of who keeps the repositories, or why.
import git from 'isomorphic-git';
import { gunzipSync } from 'fflate';
import { joinBytes, toBytes } from '../../../lib/bytes.ts';
import type { Files } from '../../disk/disk.ts';
import type { HttpRequest, HttpResponse } from '../../program.ts';
import type { Repository } from '../repository.ts';
import { FLUSH, pkt } from './pktLine.ts';
import { receivePack, type ReceiveHooks } from './receivePack.ts';
import { uploadPack } from './uploadPack.ts';

export type { PushedRef, ReceiveHooks } from './receivePack.ts';

/** The two services of the protocol. */
export type GitService = 'git-upload-pack' | 'git-receive-pack';

const CAPABILITIES = {
  'git-upload-pack': 'multi_ack_detailed no-done side-band-64k ofs-delta shallow no-progress',
  'git-receive-pack': 'report-status delete-refs side-band-64k quiet atomic ofs-delta',
} as const;

/** Which service a request is for, and whether it asks for the refs or brings a body; undefined for anything else. */
export function gitRequest(
  request: Pick<HttpRequest, 'method' | 'path'>,
): { service: GitService; refs: boolean } | undefined {
  const asked = /\/info\/refs\?(?:.*&)?service=(git-(?:upload|receive)-pack)(?:&|$)/.exec(request.path)?.[1];
  if (request.method === 'GET' && asked) return { service: asked as GitService, refs: true };
  const posted = /\/(git-(?:upload|receive)-pack)$/.exec(request.path)?.[1];
  return request.method === 'POST' && posted ? { service: posted as GitService, refs: false } : undefined;
}

/** Answers a request of the git protocol for one repository, on the disk that `files` shows. */
export async function serveGit(
  repository: Repository,
  files: Files,
  request: HttpRequest,
  hooks: ReceiveHooks = {},
): Promise<HttpResponse> {
  const asked = gitRequest(request);
  if (!asked) return { status: 404, headers: [], body: toBytes('Not Found\n') };
  const { service, refs } = asked;
  if (refs) return answer(`application/x-${service}-advertisement`, await advertise(repository, service));
  const gzipped = request.headers.some(
    ([name, value]) => name.toLowerCase() === 'content-encoding' && value === 'gzip',
  );
  const body = gzipped ? gunzipSync(request.body) : request.body;
  const result =
    service === 'git-upload-pack'
      ? await uploadPack(repository, body)
      : await receivePack(repository, files, body, hooks);
  return answer(`application/x-${service}-result`, result);
}

const answer = (type: string, body: Uint8Array): HttpResponse => ({
  status: 200,
  headers: [
    ['Content-Type', type],
    ['Cache-Control', 'no-cache'],
  ],
  body,
});

async function advertise(repository: Repository, service: GitService): Promise<Uint8Array> {
  const refs = await listRefs(repository);
  const head = await git.resolveRef({ ...repository, ref: 'HEAD', depth: 2 }).catch(() => undefined);
  const headOid = refs.find(({ ref }) => ref === head)?.oid;
  const symref = service === 'git-upload-pack' && headOid ? ` symref=HEAD:${head}` : '';
  const capabilities = `${CAPABILITIES[service]}${symref} agent=git/codecommit`;
  const all = service === 'git-upload-pack' && headOid ? [{ ref: 'HEAD', oid: headOid }, ...refs] : refs;
  const lines = all.length > 0 ? all.map(({ ref, oid }) => `${oid} ${ref}`) : [`${'0'.repeat(40)} capabilities^{}`];
  const packets = lines.map((line, index) => pkt(index === 0 ? `${line}\0${capabilities}\n` : `${line}\n`));
  return joinBytes([pkt(`# service=${service}\n`), FLUSH, ...packets, FLUSH]);
}

/** Every branch and tag, sorted by name, tags with what they stand for. */
async function listRefs(repository: Repository): Promise<{ ref: string; oid: string }[]> {
  const refs: { ref: string; oid: string }[] = [];
  for (const name of (await git.listBranches(repository)).sort()) {
    const ref = `refs/heads/${name}`;
    refs.push({ ref, oid: await git.resolveRef({ ...repository, ref }) });
  }
  for (const name of (await git.listTags(repository)).sort()) {
    const ref = `refs/tags/${name}`;
    const oid = await git.resolveRef({ ...repository, ref });
    refs.push({ ref, oid });
    const parsed = (await git.readObject({ ...repository, oid, format: 'parsed' })) as {
      type: string;
      object: { object?: string };
    };
    if (parsed.type === 'tag') refs.push({ ref: `${ref}^{}`, oid: parsed.object.object! });
  }
  return refs;
}
