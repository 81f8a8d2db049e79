// Acting through the pipeline's role, and turning what AWS answers into the errors of actions.
import { AwsError } from '../../../aws/errors.ts';
import type { RoleSession, TaskContext } from '../../../aws/service.ts';
import { actionOf, failRun } from '../actionRuns.ts';
import { executionsTable, type ActionRun } from '../model.ts';

/** Why an action failed. */
export class ActionFailure extends Error {
  override name = 'ActionFailure';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Runs `work` with a session of the action's role, or of the pipeline's; whatever fails in there fails the action. */
export async function asRole(
  context: TaskContext,
  run: ActionRun,
  work: (session: RoleSession) => Promise<void>,
): Promise<void> {
  try {
    const { declaration } = context.kernel.table(executionsTable).must(run.execution);
    const role = actionOf(context, run).roleArn ?? declaration.roleArn!;
    await work(await assumeRole(context, role));
  } catch (error) {
    if (error instanceof ActionFailure) failRun(context, run.id, error.code, error.message);
    else if (error instanceof AwsError) failRun(context, run.id, codeOf(error), error.message);
    else throw error;
  }
}

/** @throws ActionFailure */
export async function assumeRole(context: TaskContext, role: string): Promise<RoleSession> {
  try {
    return await context.assume(role, String(context.now));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new ActionFailure('PermissionError', `CodePipeline is not authorized to perform AssumeRole on role ${role}`);
  }
}

export const isDenied = (error: AwsError): boolean => /^(AccessDenied|Unauthorized|403$)/.test(error.code);

/** The error code of an action that failed with what a service answered. */
export const codeOf = (error: AwsError): string =>
  isDenied(error)
    ? 'PermissionError'
    : /NotFound|DoesNotExist|NoSuch/.test(error.code)
      ? 'ConfigurationError'
      : 'JobFailed';

/** What happens in `act`, with answers of AWS put into the words of the action. */
export async function inWordsOf<R>(act: () => Promise<R>, words: (error: AwsError) => ActionFailure): Promise<R> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof AwsError) throw words(error);
    throw error;
  }
}
