// What CodePipeline tells the account's event bus: https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html
import type { ServiceContext } from '../../aws/service.ts';
import type { Data } from '../../lib/json.ts';
import { pipelinesTable, type ActionRun, type ArtifactPlace, type ExecutionRecord } from './model.ts';

const emit = (
  context: ServiceContext,
  what: 'Pipeline' | 'Stage' | 'Action',
  pipeline: string,
  detail: { readonly [key: string]: Data | undefined },
): void => {
  const arn = context.kernel.table(pipelinesTable).get(pipeline)?.arn ?? context.arn('codepipeline', pipeline);
  context.emit({
    source: 'aws.codepipeline',
    'detail-type': `CodePipeline ${what} Execution State Change`,
    resources: [arn],
    detail,
  });
};

const common = (execution: ExecutionRecord) => ({
  pipeline: execution.pipeline,
  'execution-id': execution.id,
  'start-time': new Date(execution.startedAt).toISOString(),
});

/** States are upper case here: STARTED, SUCCEEDED, FAILED, CANCELED, SUPERSEDED, STOPPING, STOPPED, RESUMED. */
export function emitExecution(context: ServiceContext, execution: ExecutionRecord, state: string): void {
  emit(context, 'Pipeline', execution.pipeline, {
    ...common(execution),
    ...(state === 'STARTED'
      ? { 'execution-trigger': { 'trigger-type': execution.trigger.type, 'trigger-detail': execution.trigger.detail } }
      : {}),
    ...(state === 'STOPPING' && execution.stop ? { 'stop-execution-comments': execution.stop.reason } : {}),
    state,
    version: execution.declaration.version,
    'pipeline-execution-attempt': execution.attempt,
  });
}

export function emitStage(context: ServiceContext, execution: ExecutionRecord, stage: string, state: string): void {
  emit(context, 'Stage', execution.pipeline, {
    ...common(execution),
    stage,
    state,
    version: execution.declaration.version,
    'pipeline-execution-attempt': execution.attempt,
  });
}

const place = ({ name, bucket, key }: ArtifactPlace): Data => ({ name, s3location: { bucket, key } });

export function emitAction(context: ServiceContext, execution: ExecutionRecord, run: ActionRun, state: string): void {
  const type = execution.declaration.stages
    ?.find(({ name }) => name === run.stage)
    ?.actions?.find(({ name }) => name === run.action)?.actionTypeId;
  const result = {
    ...(run.externalUrl ? { 'external-execution-url': run.externalUrl } : {}),
    ...(run.summary ? { 'external-execution-summary': run.summary } : {}),
    ...(run.externalId ? { 'external-execution-id': run.externalId } : {}),
    ...(run.error ? { 'error-code': run.error.code } : {}),
  };
  emit(context, 'Action', execution.pipeline, {
    ...common(execution),
    stage: run.stage,
    action: run.action,
    state,
    region: context.region,
    type: { owner: type?.owner, provider: type?.provider, category: type?.category, version: type?.version },
    ...(Object.keys(result).length > 0 ? { 'execution-result': result } : {}),
    ...(run.inputs.length > 0 ? { 'input-artifacts': run.inputs.map(place) } : {}),
    ...(state === 'SUCCEEDED' && run.outputs.length > 0 ? { 'output-artifacts': run.outputs.map(place) } : {}),
    version: run.version,
    'pipeline-execution-attempt': execution.attempt,
  });
}
