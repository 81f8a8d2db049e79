// The source action for CodeCommit: takes the branch's newest commit, and has CodeCommit upload its files.
import type { AwsError } from '../../../aws/errors.ts';
import type { RoleSession, TaskContext } from '../../../aws/service.ts';
import { succeedRun } from '../actionRuns.ts';
import { drawDuration } from '../durations.ts';
import { executionsTable, type ActionRun } from '../model.ts';
import { noteRevision } from '../polling.ts';
import type { Performer } from './index.ts';
import { ActionFailure, asRole, assumeRole, codeOf, inWordsOf, isDenied } from './session.ts';

interface CommitAnswer {
  readonly commit: {
    readonly message?: string;
    readonly author?: { readonly date?: string };
    readonly committer?: { readonly date?: string };
  };
}

export const codeCommitAction: Performer = {
  perform: (context, run) =>
    asRole(context, run, async (session) => {
      await context.task.sleep(drawDuration(context.kernel, 'source', run.pipeline));
      await takeCommit(context, session, run);
    }),
  async newest(context, configuration, roleArn) {
    return newestCommit(await assumeRole(context, roleArn), configuration);
  },
};

async function newestCommit(session: RoleSession, configuration: Readonly<Record<string, string>>): Promise<string> {
  const { RepositoryName = '', BranchName = '' } = configuration;
  const { branch } = await session.call<{ branch: { commitId: string } }>('codecommit', 'GetBranch', {
    repositoryName: RepositoryName,
    branchName: BranchName,
  });
  return branch.commitId;
}

async function takeCommit(context: TaskContext, session: RoleSession, run: ActionRun): Promise<void> {
  const { RepositoryName = '', BranchName = '' } = run.resolved;
  const words = (error: AwsError) => problem(error, RepositoryName, BranchName);
  const execution = context.kernel.table(executionsTable).must(run.execution);
  const commitId =
    execution.overrides[run.action] ?? (await inWordsOf(() => newestCommit(session, run.resolved), words));
  const { commit } = await inWordsOf(
    () => session.call<CommitAnswer>('codecommit', 'GetCommit', { repositoryName: RepositoryName, commitId }),
    words,
  );
  const output = run.outputs[0]!;
  await inWordsOf(
    () =>
      session.call('codecommit', 'UploadArchive', {
        repositoryName: RepositoryName,
        commitId,
        s3Bucket: output.bucket,
        s3Key: output.key,
      }),
    (error) =>
      error.message.includes(':s3:::') ? bucketProblem(execution.declaration.roleArn!, output.bucket) : words(error),
  );
  const message = (commit.message ?? '').trimEnd();
  const revision = {
    actionName: run.action,
    revisionId: commitId,
    summary: message,
    url: `https://${context.region}.console.aws.amazon.com/codecommit/home?region=${context.region}#/repository/${RepositoryName}/commit/${commitId}`,
    created: Number((commit.committer?.date ?? '0').split(' ')[0]) * 1000,
  };
  noteRevision(context, run, commitId);
  succeedRun(
    context,
    run.id,
    {
      externalId: commitId,
      externalUrl: revision.url,
      summary: message,
      outputs: [{ ...output, revision }],
      variables: {
        AuthorDate: isoDate(commit.author?.date),
        BranchName,
        CommitId: commitId,
        CommitMessage: message,
        CommitterDate: isoDate(commit.committer?.date),
        RepositoryName,
      },
    },
    {
      revisions: [...context.kernel.table(executionsTable).must(run.execution).revisions, revision],
      ...(execution.commit ? {} : { commit: { commitId, repositoryName: RepositoryName } }),
    },
  );
}

/** CodeCommit gives dates as seconds and time zone. */
const isoDate = (date = '0'): string => `${new Date(Number(date.split(' ')[0]) * 1000).toISOString().slice(0, 19)}Z`;

function problem(error: AwsError, repository: string, branch: string): ActionFailure {
  if (isDenied(error)) {
    return new ActionFailure(
      'PermissionError',
      `The service role or action role doesn’t have the permissions required to access the AWS CodeCommit repository named ${repository}. Update the IAM role permissions, and then try again. Error: ${error.message}`,
    );
  }
  if (/^Branch/.test(error.code)) {
    return new ActionFailure(
      'ConfigurationError',
      `The action failed because no branch named ${branch} was found in the selected AWS CodeCommit repository ${repository}. Make sure you are using the correct branch name, and then try again. Error: null`,
    );
  }
  if (/^Repository/.test(error.code)) {
    return new ActionFailure(
      'ConfigurationError',
      `The action failed because no repository named ${repository} was found. Make sure you are using the correct repository name, and then try again. Error: null`,
    );
  }
  return new ActionFailure(codeOf(error), error.message);
}

/** What is said when the artifact bucket refuses. */
export const bucketProblem = (role: string, bucket: string): ActionFailure =>
  new ActionFailure(
    'PermissionError',
    `CodePipeline service role "${role}" is getting S3 access denied for the S3 bucket "${bucket}"`,
  );
