// The address at which programs in a build container find the credentials of the build's role.
import type { ServiceHost } from '../../aws/service.ts';
import { toBytes } from '../../lib/bytes.ts';
import { buildsTable } from './model.ts';

const answer = (status: number, body: object) => ({
  status,
  headers: [['content-type', 'application/json']] as const,
  body: toBytes(JSON.stringify(body)),
});

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html */
export const credentialsHost: ServiceHost = {
  match: (host) => host === '169.254.170.2',
  async handle(context, request, from) {
    const uuid = /^\/v2\/credentials\/([\w-]+)$/.exec(request.path)?.[1];
    const build = context.kernel.table(buildsTable).get(from?.record.labels.buildId ?? '');
    if (!build || build.uuid !== uuid) {
      return answer(400, { code: 'InvalidIdInRequest', message: 'CredentialsV2Request: Credentials not found' });
    }
    const role = build.settings.serviceRole!;
    const session = await context.assume(role, `AWSCodeBuild-${build.uuid}`);
    const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = session.credentials();
    return answer(200, {
      RoleArn: role,
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      Token: sessionToken,
      Expiration: new Date(expiresAt).toISOString().replace('.000Z', 'Z'),
    });
  },
};
