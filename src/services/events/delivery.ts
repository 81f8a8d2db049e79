// From an event to what its rules call.
import { parseArn } from '../../aws/arn.ts';
import { AwsError } from '../../aws/errors.ts';
import type { AwsEvent } from '../../aws/records.ts';
import type { ServiceContext, TaskContext } from '../../aws/service.ts';
import { matchesPattern, parsePattern } from './pattern.ts';
import { rulesTable, type Rule, type RuleTarget } from './model.ts';

/** Starts what the enabled rules that fit `event` call for. */
export function deliver(context: ServiceContext, event: AwsEvent): void {
  const rules = context.kernel.table(rulesTable);
  for (const rule of rules.values()) {
    if (rule.state !== 'ENABLED' || !rule.eventPattern || !matchesPattern(parsePattern(rule.eventPattern), event))
      continue;
    rules.patch(rule.name, { matched: rule.matched + 1 });
    const fact = context.record('events.rule.matched', rule.arn, { rule: rule.name, event: event.id });
    context.kernel.because(fact, () => {
      for (const target of rule.targets)
        context.start(`rule ${rule.name}`, (task) => invoke(task, rule, target, event));
    });
  }
}

async function invoke(context: TaskContext, rule: Rule, target: RuleTarget, event: AwsEvent): Promise<void> {
  try {
    await callTarget(context, target, inputOf(target, event));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const rules = context.kernel.table(rulesTable);
    rules.patch(rule.name, { failed: rules.must(rule.name).failed + 1 });
    context.record('events.target.failed', target.arn, { rule: rule.name, code: error.code, message: error.message });
  }
}

function inputOf({ input, inputPath }: RuleTarget, event: AwsEvent): unknown {
  if (input !== undefined) return JSON.parse(input);
  if (inputPath === undefined) return event;
  return inputPath
    .replace(/^\$\.?/, '')
    .split('.')
    .filter(Boolean)
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], event);
}

async function callTarget(context: TaskContext, target: RuleTarget, input: unknown): Promise<void> {
  const arn = parseArn(target.arn);
  if (!arn) throw new AwsError('InvalidTarget', `${target.arn} is no ARN.`);
  const session = async () =>
    context.assume(target.roleArn ?? '', context.kernel.chance.text('events/session', 32, '0123456789abcdef'));
  if (arn.service === 'codepipeline') {
    await (await session()).call('codepipeline', 'StartPipelineExecution', { name: arn.resource });
  } else if (arn.service === 'codebuild') {
    const overrides = typeof input === 'object' && input !== null && !('detail-type' in input) ? input : {};
    await (
      await session()
    ).call('codebuild', 'StartBuild', { projectName: arn.resource.replace(/^project\//, ''), ...overrides });
  } else if (arn.service === 'logs') {
    const logGroupName = arn.resource.replace(/^log-group:/, '').replace(/:\*$/, '');
    const message = typeof input === 'string' ? input : JSON.stringify(input);
    const logStreamName = context.kernel.chance.uuid('events/stream');
    await context.callInternally('logs', 'CreateLogStream', { logGroupName, logStreamName });
    await context.callInternally('logs', 'PutLogEvents', {
      logGroupName,
      logStreamName,
      logEvents: [{ timestamp: context.now, message }],
    });
  } else throw new AwsError('InvalidTarget', `Slipway does not simulate ${arn.service} as a target of rules.`);
}
