// git's own door: clone, fetch and push over HTTPS. Who may, IAM decides; what happens, git.
import { gitRequest, serveGit, type PushedRef } from '../../computer/git/server/index.ts';
import type { HttpRequest, HttpResponse } from '../../computer/program.ts';
import { storedDisk } from '../../computer/disk/stored.ts';
import { fromBase64, toBytes, toText } from '../../lib/bytes.ts';
import type { Credentials } from '../../aws/door.ts';
import { AwsError } from '../../aws/errors.ts';
import { GIT_PASSWORD_MS, gitPassword, gitPasswordTime } from '../../aws/gitCredential.ts';
import type { ServiceHost, TaskContext } from '../../aws/service.ts';
import { diskOf, repositoriesTable } from './model.ts';
import { refsMoved } from './refs.ts';
import { objectsOf } from './repository.ts';

const answer = (status: number, text: string, headers: HttpResponse['headers'] = []): HttpResponse => ({
  status,
  headers,
  body: toBytes(text),
});

/** `https://git-codecommit.<region>.amazonaws.com/v1/repos/<repository>` */
export const gitDoor: ServiceHost = {
  match: (host) => /^git-codecommit\.[a-z0-9-]+\.amazonaws\.com$/.test(host),
  async handle(context, request) {
    const name = /^\/v1\/repos\/([^/?]+)\//.exec(request.path)?.[1];
    const asked = gitRequest(request);
    if (!name || !asked) return answer(404, '');
    const header = request.headers.find(([key]) => key.toLowerCase() === 'authorization')?.[1];
    if (!header) return answer(401, '', [['WWW-Authenticate', 'Basic realm="Secured"']]);
    try {
      return await serve(
        context,
        request,
        decodeURIComponent(name),
        asked.service === 'git-receive-pack',
        credentialsOf(context, header, request),
      );
    } catch (error) {
      // git shows the number alone: wrong credentials and missing permissions look the same.
      if (error instanceof AwsError) return answer(403, '');
      throw error;
    }
  },
};

async function serve(
  context: TaskContext,
  request: HttpRequest,
  name: string,
  push: boolean,
  credentials: Credentials,
): Promise<HttpResponse> {
  const client = {
    sourceIp: request.from,
    userAgent: request.headers.find(([key]) => key.toLowerCase() === 'user-agent')?.[1] ?? 'git',
  };
  const ask = (input: object) =>
    context.callWith(
      credentials,
      'codecommit',
      push ? 'GitPush' : 'GitPull',
      { repositoryName: name, ...input },
      client,
    );
  await ask(push ? {} : { byGit: true });
  const repository = context.kernel.table(repositoriesTable).get(name);
  if (!repository) return answer(404, '');
  const files = storedDisk(context.kernel, diskOf(repository)).as();
  const { arn } = await context.callWith<{ arn: string }>(credentials, 'codecommit', 'WhoCalls', {});
  return serveGit(objectsOf(context, repository), files, request, {
    notice: 'Validating objects: 100%',
    refuse: (refs) =>
      refuse(refs, (ref) => ask({ references: [{ ref: ref.ref, ...(ref.after ? { commit: ref.after } : {}) }] })),
    moved: (refs) => refsMoved(context, name, refs, arn),
  });
}

/** Each ref is asked for by itself, so that a branch can be closed while others are open. */
async function refuse(
  refs: readonly PushedRef[],
  ask: (ref: PushedRef) => Promise<unknown>,
): Promise<Record<string, string>> {
  const refused: Record<string, string> = {};
  for (const ref of refs) {
    try {
      await ask(ref);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      refused[ref.ref] = "You don't have permission to push changes to this branch";
    }
  }
  return refused;
}

/** What the credential helper signed. @throws AwsError when the signature is wrong or too old. */
function credentialsOf(context: TaskContext, header: string, request: HttpRequest): Credentials {
  const invalid = new AwsError('InvalidSignatureException', 'The credentials that git sent are not valid.', 403);
  const encoded = /^Basic (.+)$/.exec(header)?.[1];
  const text = encoded ? toText(fromBase64(encoded)) : '';
  const cut = text.indexOf(':');
  const [user, password] = [text.slice(0, cut), text.slice(cut + 1)];
  const [accessKeyId = '', sessionToken] = user.split(/%(.*)/s);
  const secretAccessKey = context.secretOf(accessKeyId);
  const at = gitPasswordTime(password);
  if (!secretAccessKey || at === undefined || Math.abs(context.now - at) > GIT_PASSWORD_MS) throw invalid;
  const path = /^\/v1\/repos\/[^/?]+/.exec(request.path)![0];
  if (gitPassword({ secretAccessKey, region: context.region, host: request.host, path, at }) !== password)
    throw invalid;
  return { accessKeyId, ...(sessionToken ? { sessionToken } : {}) };
}
