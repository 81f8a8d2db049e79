// The manual approval: waits for PutApprovalResult, for seven days at most.
import { actionOf, changeRun } from '../actionRuns.ts';
import { APPROVAL_MINUTES } from '../durations.ts';
import type { Performer } from './index.ts';

export const approvalAction: Performer = {
  async perform(context, run) {
    const token = context.kernel.chance.uuid('codepipeline/approval');
    changeRun(context, run.id, { token });
    const minutes = actionOf(context, run).timeoutInMinutes ?? APPROVAL_MINUTES;
    context.record('codepipeline.approval.requested', context.arn('codepipeline', run.pipeline), {
      pipeline: run.pipeline,
      execution: run.execution,
      stage: run.stage,
      action: run.action,
    });
    // A person who does not come keeps no world busy.
    context.schedule(minutes * 60_000, 'approvalTimeout', run.id, {
      key: `codepipeline/approval/${run.id}`,
      background: true,
    });
  },
};
