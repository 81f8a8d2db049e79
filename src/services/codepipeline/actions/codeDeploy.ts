// The deploy action for CodeDeploy: deploys the input artifact to a deployment group of instances.
import type { RoleSession, TaskContext } from '../../../aws/service.ts';
import { awaitElsewhere, failRun, succeedRun } from '../actionRuns.ts';
import { drawDuration } from '../durations.ts';
import type { ActionRun } from '../model.ts';
import type { Performer } from './index.ts';
import { ActionFailure, asRole, inWordsOf, isDenied, codeOf } from './session.ts';

export const codeDeployAction: Performer = {
  perform: (context, run) =>
    asRole(context, run, async (session) => {
      await context.task.sleep(drawDuration(context.kernel, 'start', run.pipeline));
      const { ApplicationName, DeploymentGroupName } = run.resolved;
      const { bucket, key, VersionId, ETag } = await inputArtifact(session, run);
      const { deploymentId } = await inWordsOf(
        () =>
          session.call<{ deploymentId: string }>('codedeploy', 'CreateDeployment', {
            applicationName: ApplicationName,
            deploymentGroupName: DeploymentGroupName,
            revision: {
              revisionType: 'S3',
              s3Location: {
                bucket,
                key,
                bundleType: 'zip',
                ...(VersionId ? { version: VersionId } : {}),
                ...(ETag ? { eTag: ETag.replaceAll('"', '') } : {}),
              },
            },
          }),
        (error) =>
          isDenied(error)
            ? new ActionFailure(
                'PermissionError',
                `The provided role does not have sufficient permissions to access CodeDeploy: ${error.message}`,
              )
            : new ActionFailure(codeOf(error), error.message),
      );
      awaitElsewhere(context, run.id, `codedeploy/${deploymentId}`, {
        externalId: deploymentId,
        externalUrl: `https://${context.region}.console.aws.amazon.com/codedeploy/home?#/deployments/${deploymentId}`,
      });
    }),
  check: (context, run) => asRole(context, run, (session) => checkDeployment(context, session, run)),
};

interface DeploymentAnswer {
  readonly deploymentInfo: {
    readonly status: string;
    readonly errorInformation?: { readonly code?: string; readonly message?: string };
  };
}

async function checkDeployment(context: TaskContext, session: RoleSession, run: ActionRun): Promise<void> {
  const deploymentId = run.externalId!;
  const { deploymentInfo } = await session.call<DeploymentAnswer>('codedeploy', 'GetDeployment', { deploymentId });
  if (deploymentInfo.status === 'Succeeded') succeedRun(context, run.id, { summary: 'Deployment Succeeded' });
  else if (deploymentInfo.status === 'Failed' || deploymentInfo.status === 'Stopped') {
    const summary = `Deployment ${deploymentId} failed`;
    failRun(context, run.id, 'JobFailed', deploymentInfo.errorInformation?.message ?? summary, { summary });
  }
}

/** The action's input artifact, which has to be there and readable. @throws ActionFailure */
export async function inputArtifact(
  session: RoleSession,
  run: ActionRun,
): Promise<{ bucket: string; key: string; VersionId?: string; ETag?: string }> {
  const input = run.inputs[0];
  if (!input) throw new ActionFailure('ConfigurationError', 'The input artifact of the action is not there.');
  const { bucket, key } = input;
  const head = await inWordsOf(
    () => session.call<{ VersionId?: string; ETag?: string }>('s3', 'HeadObject', { Bucket: bucket, Key: key }),
    () =>
      new ActionFailure(
        'PermissionError',
        `Unable to access the artifact with Amazon S3 object key '${key}' located in the Amazon S3 artifact bucket '${bucket}'. The provided role does not have sufficient permissions.`,
      ),
  );
  return { ...head, bucket, key };
}
