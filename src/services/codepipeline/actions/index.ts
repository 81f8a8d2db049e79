// What each type of action does. A performer's task gives the run its end, or has it wait for an event.
import type { TaskContext } from '../../../aws/service.ts';
import type { ActionRun } from '../model.ts';
import { approvalAction } from './approval.ts';
import { codeBuildAction } from './codeBuild.ts';
import { codeCommitAction } from './codeCommit.ts';
import { codeDeployAction } from './codeDeploy.ts';
import { s3DeployAction } from './s3Deploy.ts';
import { s3SourceAction } from './s3Source.ts';

export interface Performer {
  perform(context: TaskContext, run: ActionRun): Promise<void>;
  /** Asks after what the run waits for elsewhere. */
  check?(context: TaskContext, run: ActionRun): Promise<void>;
  /** The newest revision of a source, for polling. @throws AwsError */
  newest?(context: TaskContext, configuration: Readonly<Record<string, string>>, roleArn: string): Promise<string>;
}

/** Keyed `<category>/<provider>`. */
export const performers: Readonly<Record<string, Performer>> = {
  'Source/CodeCommit': codeCommitAction,
  'Source/S3': s3SourceAction,
  'Build/CodeBuild': codeBuildAction,
  'Test/CodeBuild': codeBuildAction,
  'Deploy/CodeDeploy': codeDeployAction,
  'Deploy/S3': s3DeployAction,
  'Approval/Manual': approvalAction,
};
