// CodePipeline: pipelines, and executions on their way through the stages. See model.md for what is simulated.
import { defineService } from '../../aws/service.ts';
import { endAction, failRun, perform } from './actionRuns.ts';
import { admit, arrive, enterStage, finish, haltStage } from './executions.ts';
import { actionMachine } from './machines/action.machine.ts';
import { executionMachine } from './machines/execution.machine.ts';
import { stageMachine } from './machines/stage.machine.ts';
import type { ActionStatus, ExecutionStatus, StageStatus } from './model.ts';
import { checkAction, notice, pollAction } from './notices.ts';
import { pollSources } from './polling.ts';
import { endStage, startGroup } from './stages.ts';
import { createPipeline } from './operations/createPipeline.ts';
import { deletePipeline } from './operations/deletePipeline.ts';
import { disableStageTransition } from './operations/disableStageTransition.ts';
import { enableStageTransition } from './operations/enableStageTransition.ts';
import { getPipeline } from './operations/getPipeline.ts';
import { getPipelineExecution } from './operations/getPipelineExecution.ts';
import { getPipelineState } from './operations/getPipelineState.ts';
import { listActionExecutions } from './operations/listActionExecutions.ts';
import { listActionTypes } from './operations/listActionTypes.ts';
import { listPipelineExecutions } from './operations/listPipelineExecutions.ts';
import { listPipelines } from './operations/listPipelines.ts';
import { listTagsForResource } from './operations/listTagsForResource.ts';
import { putApprovalResult } from './operations/putApprovalResult.ts';
import { retryStageExecution } from './operations/retryStageExecution.ts';
import { startPipelineExecution } from './operations/startPipelineExecution.ts';
import { stopPipelineExecution } from './operations/stopPipelineExecution.ts';
import { tagResource } from './operations/tagResource.ts';
import { untagResource } from './operations/untagResource.ts';
import { updatePipeline } from './operations/updatePipeline.ts';

export const codepipeline = defineService({
  name: 'codepipeline',
  iamPrefix: 'codepipeline',
  principal: 'codepipeline.amazonaws.com',
  operations: {
    CreatePipeline: createPipeline,
    DeletePipeline: deletePipeline,
    DisableStageTransition: disableStageTransition,
    EnableStageTransition: enableStageTransition,
    GetPipeline: getPipeline,
    GetPipelineExecution: getPipelineExecution,
    GetPipelineState: getPipelineState,
    ListActionExecutions: listActionExecutions,
    ListActionTypes: listActionTypes,
    ListPipelineExecutions: listPipelineExecutions,
    ListPipelines: listPipelines,
    ListTagsForResource: listTagsForResource,
    PutApprovalResult: putApprovalResult,
    RetryStageExecution: retryStageExecution,
    StartPipelineExecution: startPipelineExecution,
    StopPipelineExecution: stopPipelineExecution,
    TagResource: tagResource,
    UntagResource: untagResource,
    UpdatePipeline: updatePipeline,
  },
  machines: {
    execution: {
      machine: executionMachine,
      effects: {
        arrive: (context, { stage }, _state, id) => arrive(context, id, stage as number),
        enterStage: (context, { stage }, _state, id) => enterStage(context, id, stage as number),
        haltStage: (context, { stage }, _state, id) => haltStage(context, id, stage as number),
        finish: (context, { status }, _state, id) => finish(context, id, status as ExecutionStatus),
      },
    },
    stage: {
      machine: stageMachine,
      effects: {
        startGroup: (context, { group }, _state, id) => startGroup(context, id, group as number),
        endStage: (context, { status }, _state, id) => endStage(context, id, status as StageStatus),
      },
    },
    action: {
      machine: actionMachine,
      effects: {
        perform: (context, _params, _state, id) => perform(context, id),
        endAction: (context, { status }, _state, id) => endAction(context, id, status as ActionStatus),
      },
    },
  },
  handlers: {
    admit: (context, { pipeline, stage }: { pipeline: string; stage: string }) => admit(context, pipeline, stage),
    approvalTimeout: (context, id: string) =>
      failRun(context, id, 'JobFailed', 'The approval action timed out before it was approved or rejected.'),
    checkAction: (context, id: string) => checkAction(context, id),
    groupEnded: (context, { id, ok }: { id: string; ok: boolean }) =>
      void context.send('stage', id, { type: 'GROUP_ENDED', ok }),
    pollAction: (context, id: string) => pollAction(context, id),
    pollSource: (context, name: string) => void context.start(`poll of ${name}`, (task) => pollSources(task, name)),
  },
  onEvent: notice,
});

export { actionRunsTable, executionsTable, pipelinesTable, slotKey, stageSlotsTable } from './model.ts';
export type {
  ActionRun,
  ActionStatus,
  ExecutionRecord,
  ExecutionStatus,
  PipelineRecord,
  StageSlot,
  StageStatus,
} from './model.ts';
export { groupsOf } from './validate.ts';
