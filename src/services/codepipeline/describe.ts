// Pipelines, executions and runs as the API shows them.
import type { ServiceContext } from '../../aws/service.ts';
import { slotOf } from './executions.ts';
import {
  actionRunsTable,
  executionsTable,
  type Action,
  type ActionRun,
  type ArtifactPlace,
  type ExecutionRecord,
  type PipelineRecord,
  type Stage,
} from './model.ts';

const modeOf = ({ declaration }: ExecutionRecord) => declaration.executionMode ?? ('SUPERSEDED' as const);
const triggerOf = ({ trigger }: ExecutionRecord) => ({
  triggerType: trigger.type as 'CreatePipeline',
  triggerDetail: trigger.detail,
});

/** One element of ListPipelineExecutions. */
export function summarizeExecution(execution: ExecutionRecord) {
  return {
    pipelineExecutionId: execution.id,
    status: execution.status,
    ...(execution.statusSummary ? { statusSummary: execution.statusSummary } : {}),
    startTime: execution.startedAt,
    lastUpdateTime: execution.updatedAt,
    sourceRevisions: execution.revisions.map(({ actionName, revisionId, summary, url }) => ({
      actionName,
      revisionId,
      revisionSummary: summary,
      revisionUrl: url,
    })),
    trigger: triggerOf(execution),
    ...(execution.stop ? { stopTrigger: { reason: execution.stop.reason } } : {}),
    executionMode: modeOf(execution),
    executionType: 'STANDARD' as const,
  };
}

/** What GetPipelineExecution shows. */
export function describeExecution(execution: ExecutionRecord) {
  return {
    pipelineName: execution.pipeline,
    pipelineVersion: execution.declaration.version!,
    pipelineExecutionId: execution.id,
    status: execution.status,
    ...(execution.statusSummary ? { statusSummary: execution.statusSummary } : {}),
    artifactRevisions: Object.values(execution.artifacts).flatMap(({ name, revision }) =>
      revision
        ? {
            name,
            revisionId: revision.revisionId,
            revisionSummary: revision.summary,
            created: revision.created,
            revisionUrl: revision.url,
          }
        : [],
    ),
    variables: execution.variables.map(({ name, value }) => ({ name, resolvedValue: value })),
    trigger: triggerOf(execution),
    executionMode: modeOf(execution),
    executionType: 'STANDARD' as const,
  };
}

/** One stage of GetPipelineState. */
export function stageState(context: ServiceContext, pipeline: PipelineRecord, stage: Stage) {
  const slot = slotOf(context, pipeline.name, stage.name!);
  const executions = context.kernel.table(executionsTable);
  const latest = slot.latest === undefined ? undefined : executions.get(slot.latest);
  const waiting = slot.waiting.map((id) => ({ pipelineExecutionId: id, status: 'InProgress' as const }));
  const status = latest?.stages[stage.name!];
  return {
    stageName: stage.name!,
    ...(waiting.length > 0 ? { inboundExecution: waiting.at(-1)!, inboundExecutions: waiting } : {}),
    inboundTransitionState: transitionState(pipeline, stage.name!),
    actionStates: stage.actions!.map((action) => actionState(context, slot.runs[action.name!], action)),
    ...(latest && status ? { latestExecution: { pipelineExecutionId: latest.id, status } } : {}),
  };
}

function transitionState({ disabled, enabled }: PipelineRecord, stage: string) {
  const off = disabled[`Inbound/${stage}`];
  if (off) return { enabled: false, lastChangedBy: off.by, lastChangedAt: off.at, disabledReason: off.reason };
  const on = enabled[`Inbound/${stage}`];
  return on ? { enabled: true, lastChangedBy: on.by, lastChangedAt: on.at } : { enabled: true };
}

function actionState(context: ServiceContext, runId: string | undefined, action: Action) {
  const run = runId === undefined ? undefined : context.kernel.table(actionRunsTable).get(runId);
  const entityUrl = entityOf(context, action);
  const revision = run?.outputs[0]?.revision;
  return {
    actionName: action.name!,
    ...(revision
      ? {
          currentRevision: {
            revisionId: revision.revisionId,
            revisionChangeId: revision.revisionId,
            created: revision.created,
          },
          revisionUrl: revision.url,
        }
      : {}),
    ...(run ? { latestExecution: latestRun(run) } : {}),
    ...(entityUrl ? { entityUrl } : {}),
  };
}

function latestRun(run: ActionRun) {
  return {
    actionExecutionId: run.id,
    status: run.status,
    ...(run.summary ? { summary: run.summary } : {}),
    lastStatusChange: run.updatedAt,
    ...(run.token && run.status === 'InProgress' ? { token: run.token } : {}),
    ...(run.updatedBy ? { lastUpdatedBy: run.updatedBy } : {}),
    ...(run.externalId ? { externalExecutionId: run.externalId } : {}),
    ...(run.externalUrl ? { externalExecutionUrl: run.externalUrl } : {}),
    ...(run.error ? { errorDetails: { ...run.error } } : {}),
  };
}

function entityOf({ region }: ServiceContext, { actionTypeId, configuration = {} }: Action): string | undefined {
  const console = `https://${region}.console.aws.amazon.com`;
  switch (actionTypeId?.provider) {
    case 'CodeCommit':
      return `${console}/codecommit/home?region=${region}#/repository/${configuration.RepositoryName}/browse/${configuration.BranchName}/--/`;
    case 'CodeBuild':
      return `${console}/codebuild/home?region=${region}#/projects/${configuration.ProjectName}/view`;
    case 'CodeDeploy':
      return `${console}/codedeploy/home?#/applications/${configuration.ApplicationName}/deployment-groups/${configuration.DeploymentGroupName}`;
    case 'S3':
      return `https://console.aws.amazon.com/s3/home?region=${region}#`;
    default:
      return undefined;
  }
}

const place = ({ name, bucket, key }: ArtifactPlace) => ({ name, s3location: { bucket, key } });

/** One element of ListActionExecutions. */
export function describeRun(context: ServiceContext, run: ActionRun) {
  const { declaration } = context.kernel.table(executionsTable).must(run.execution);
  const stage = declaration.stages!.find(({ name }) => name === run.stage);
  const action = stage?.actions?.find(({ name }) => name === run.action);
  return {
    pipelineExecutionId: run.execution,
    actionExecutionId: run.id,
    pipelineVersion: run.version,
    stageName: run.stage,
    actionName: run.action,
    startTime: run.startedAt,
    lastUpdateTime: run.updatedAt,
    ...(run.updatedBy ? { updatedBy: run.updatedBy } : {}),
    status: run.status,
    input: {
      ...(action?.actionTypeId ? { actionTypeId: action.actionTypeId } : {}),
      configuration: action?.configuration ?? {},
      resolvedConfiguration: { ...run.resolved },
      ...(action?.roleArn ? { roleArn: action.roleArn } : {}),
      region: context.region,
      inputArtifacts: run.inputs.map(place),
      ...(action?.namespace ? { namespace: action.namespace } : {}),
    },
    output: {
      outputArtifacts: run.status === 'Succeeded' ? run.outputs.map(place) : [],
      executionResult: {
        // In PARALLEL mode the approval's token is found here.
        ...((run.externalId ?? run.token) ? { externalExecutionId: run.externalId ?? run.token! } : {}),
        ...(run.summary ? { externalExecutionSummary: run.summary } : {}),
        ...(run.externalUrl ? { externalExecutionUrl: run.externalUrl } : {}),
        ...(run.error ? { errorDetails: { ...run.error } } : {}),
      },
      outputVariables: { ...run.variables },
    },
  };
}
