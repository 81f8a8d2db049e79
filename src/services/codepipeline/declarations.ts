// Pipelines as they are declared: defaults, role, variables, stages by name.
import { AwsError } from '../../aws/errors.ts';
import type { ServiceContext, TaskContext } from '../../aws/service.ts';
import { errors } from './errors.ts';
import type { ExecutionRecord, PipelineRecord } from './model.ts';
import { pipelinesTable, type Declaration } from './model.ts';

/** A declaration as GetPipeline shows it: what was not said has its default. */
export function complete(pipeline: Declaration, version: number): Declaration {
  return {
    ...pipeline,
    stages: pipeline.stages!.map((stage) => ({
      ...stage,
      actions: stage.actions!.map((action) => ({
        ...action,
        runOrder: action.runOrder ?? 1,
        configuration: action.configuration ?? {},
        outputArtifacts: action.outputArtifacts ?? [],
        inputArtifacts: action.inputArtifacts ?? [],
      })),
    })),
    version,
    executionMode: pipeline.executionMode ?? 'SUPERSEDED',
    pipelineType: pipeline.pipelineType ?? 'V1',
  };
}

/** @throws AwsError InvalidStructureException when CodePipeline may not assume the role */
export async function checkRole(context: TaskContext, role: string): Promise<void> {
  try {
    await context.assume(role, String(context.now));
  } catch (error) {
    if (error instanceof AwsError) throw errors['InvalidStructureException/role']({ role });
    throw error;
  }
}

/** The pipeline's variables, as given or by default. @throws AwsError ValidationException */
export function resolveVariables(
  { declaration }: PipelineRecord,
  given: readonly { name?: string | undefined; value?: string | undefined }[],
): ExecutionRecord['variables'] {
  const declared = declaration.variables ?? [];
  const unknown = given.find(({ name }) => !declared.some((variable) => variable.name === name));
  if (unknown) throw errors['ValidationException/unknownVariable']({ name: unknown.name! });
  return declared.map(({ name, defaultValue }) => {
    const value = given.find((variable) => variable.name === name)?.value ?? defaultValue;
    if (value === undefined) throw errors['ValidationException/variable']({ name: name! });
    return { name: name!, value };
  });
}

/** @throws AwsError StageNotFoundException */
export function stageIndex({ declaration }: PipelineRecord, stage: string): number {
  const index = declaration.stages!.findIndex(({ name }) => name === stage);
  if (index < 0) throw errors.StageNotFoundException();
  return index;
}

/** @throws AwsError ResourceNotFoundException */
export function pipelineByArn(context: ServiceContext, arn: string): PipelineRecord {
  const pipeline = context.kernel.table(pipelinesTable).get(arn.split(':').pop()!);
  if (!pipeline) throw errors.ResourceNotFoundException();
  return pipeline;
}

/** The ARN of the rule that made this call: the nearest match of a rule among the facts that led here. */
export function ruleThatCalled({ kernel }: ServiceContext): string | undefined {
  for (let id = kernel.cause; id !== undefined; id = kernel.trace.get(id)?.cause) {
    const fact = kernel.trace.get(id);
    if (fact?.type === 'events.rule.matched') return fact.resource;
  }
  return undefined;
}
