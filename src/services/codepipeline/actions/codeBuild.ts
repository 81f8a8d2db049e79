// The build and test action: starts a build with the action's artifacts, and reads how it ended.
import type { Plain, TaskContext } from '../../../aws/service.ts';
import type { Build, EnvironmentVariable } from '@aws-sdk/client-codebuild';
import { actionOf, awaitElsewhere, failRun, succeedRun } from '../actionRuns.ts';
import { drawDuration } from '../durations.ts';
import type { ActionRun } from '../model.ts';
import type { Performer } from './index.ts';
import { ActionFailure, asRole, codeOf, inWordsOf } from './session.ts';

export const codeBuildAction: Performer = {
  perform: (context, run) =>
    asRole(context, run, async (session) => {
      await context.task.sleep(drawDuration(context.kernel, 'start', run.pipeline));
      const { build } = await inWordsOf(
        () => session.call<{ build: Plain<Build> }>('codebuild', 'StartBuild', startInput(context, run)),
        (error) =>
          new ActionFailure(
            codeOf(error),
            `Error calling startBuild: ${error.message} (Service: AWSCodeBuild; Status Code: ${error.status}; Error Code: ${error.code}; Proxy: null)`,
          ),
      );
      awaitElsewhere(context, run.id, `codebuild/${build.id}`, {
        externalId: build.id!,
        externalUrl: `https://${context.region}.console.aws.amazon.com/codebuild/home?region=${context.region}#/builds/${build.id}/view/new`,
      });
    }),
  check: (context, run) =>
    asRole(context, run, async (session) => {
      const { builds } = await session.call<{ builds: Plain<Build>[] }>('codebuild', 'BatchGetBuilds', {
        ids: [run.externalId!],
      });
      const build = builds[0];
      if (!build || build.buildStatus === 'IN_PROGRESS') return;
      if (build.buildStatus === 'SUCCEEDED') {
        const variables = (build.exportedEnvironmentVariables ?? []).map(({ name, value }) => [name!, value ?? '']);
        succeedRun(context, run.id, { variables: Object.fromEntries(variables) as Record<string, string> });
      } else failRun(context, run.id, 'JobFailed', problem(build));
    }),
};

function problem({ buildStatus, phases = [] }: Plain<Build>): string {
  const failed = phases.find(({ contexts, phaseStatus }) => phaseStatus !== 'SUCCEEDED' && contexts?.[0]?.statusCode);
  const why = failed?.contexts?.[0];
  const detail = why ? `. Phase: ${failed.phaseType}, Code: ${why.statusCode}, Message: ${why.message}` : '';
  return `Build terminated with state: ${buildStatus}${detail}`;
}

function startInput(context: TaskContext, run: ActionRun): Record<string, unknown> {
  const { ProjectName, PrimarySource, EnvironmentVariables } = run.resolved;
  const wanted = actionOf(context, run).inputArtifacts ?? [];
  const missing = wanted.find(({ name }) => !run.inputs.some((input) => input.name === name));
  const primary = run.inputs.find(({ name }) => name === PrimarySource) ?? run.inputs[0];
  if (missing || !primary) {
    throw new ActionFailure('ConfigurationError', `The input artifact ${missing?.name ?? PrimarySource} is not there.`);
  }
  const arn = ({ bucket, key }: { bucket: string; key: string }): string => `arn:aws:s3:::${bucket}/${key}`;
  const others = run.inputs.filter((input) => input !== primary);
  return {
    projectName: ProjectName,
    sourceVersion: arn(primary),
    secondarySourcesOverride: others.map(({ name }) => ({ type: 'CODEPIPELINE', sourceIdentifier: name })),
    secondarySourcesVersionOverride: others.map((input) => ({
      sourceIdentifier: input.name,
      sourceVersion: arn(input),
    })),
    environmentVariablesOverride: parseVariables(EnvironmentVariables),
    pipelineRequest: {
      run: { pipelineName: run.pipeline, executionId: run.execution, actionName: run.action },
      targets: run.outputs.map(({ name, bucket, key }) => ({ name, bucket, key })),
    },
  };
}

function parseVariables(json: string | undefined): Plain<EnvironmentVariable>[] {
  if (!json) return [];
  try {
    return JSON.parse(json) as Plain<EnvironmentVariable>[];
  } catch {
    throw new ActionFailure('ConfigurationError', `EnvironmentVariables is not valid JSON: ${json}`);
  }
}
