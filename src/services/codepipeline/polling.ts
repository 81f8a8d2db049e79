// Asking sources for new revisions about once a minute, where the pipeline says so; it is no progress and keeps no
// world busy.
import { AwsError } from '../../aws/errors.ts';
import type { ServiceContext, TaskContext } from '../../aws/service.ts';
import { performers } from './actions/index.ts';
import { ActionFailure } from './actions/session.ts';
import { POLL_SOURCE_MS } from './durations.ts';
import { startExecution } from './executions.ts';
import { pipelinesTable, type Action, type ActionRun, type PipelineRecord } from './model.ts';

/** Source actions that poll: those that do not say `PollForSourceChanges: "false"`. */
export const pollingActions = ({ declaration }: Pick<PipelineRecord, 'declaration'>): Action[] =>
  (declaration.stages?.[0]?.actions ?? []).filter(
    ({ configuration }) => configuration?.PollForSourceChanges?.toLowerCase() !== 'false',
  );

/** Makes the next poll due, if the pipeline polls. */
export function schedulePoll(context: ServiceContext, pipeline: PipelineRecord): void {
  const key = `codepipeline/poll/${pipeline.name}`;
  if (pollingActions(pipeline).length === 0) context.kernel.cancel(key);
  else context.schedule(POLL_SOURCE_MS, 'pollSource', pipeline.name, { key, background: true });
}

/** What a source action has taken need not start another execution. */
export function noteRevision(context: ServiceContext, run: ActionRun, revision: string): void {
  const pipelines = context.kernel.table(pipelinesTable);
  const pipeline = pipelines.get(run.pipeline);
  if (pipeline) pipelines.patch(run.pipeline, { revisions: { ...pipeline.revisions, [run.action]: revision } });
}

/** Asks the sources of a pipeline, and starts an execution when one has changed. */
export async function pollSources(context: TaskContext, name: string): Promise<void> {
  const pipelines = context.kernel.table(pipelinesTable);
  const pipeline = pipelines.get(name);
  if (!pipeline) return;
  schedulePoll(context, pipeline);
  for (const action of pollingActions(pipeline)) {
    const revision = await newestOf(context, pipeline, action);
    const known = pipelines.get(name)?.revisions[action.name!];
    if (revision === undefined || revision === known || !pipelines.has(name)) continue;
    const changed = { ...pipelines.must(name).revisions, [action.name!]: revision };
    const now = pipelines.patch(name, { revisions: changed });
    startExecution(context, now, { trigger: { type: 'PollForSourceChanges', detail: action.name! } });
    return;
  }
}

async function newestOf(
  context: TaskContext,
  { declaration }: PipelineRecord,
  action: Action,
): Promise<string | undefined> {
  const { category, provider } = action.actionTypeId!;
  try {
    return await performers[`${category}/${provider}`]?.newest?.(
      context,
      action.configuration ?? {},
      action.roleArn ?? declaration.roleArn!,
    );
  } catch (error) {
    // A source that cannot be read shows when an execution tries to.
    if (error instanceof AwsError || error instanceof ActionFailure) return undefined;
    throw error;
  }
}
