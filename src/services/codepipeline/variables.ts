// `#{namespace.key}` in the configuration of actions.
import type { ExecutionRecord } from './model.ts';

/** A reference that leads nowhere. */
export class UnresolvedVariable extends Error {
  override name = 'UnresolvedVariable';
}

/** `configuration` with every reference replaced. @throws UnresolvedVariable */
export function resolveConfiguration(
  execution: Pick<ExecutionRecord, 'id' | 'variables' | 'outputs'>,
  configuration: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(configuration).map(([key, value]) => [
      key,
      value.replace(/#\{([\w@-]+)\.([^}]+)\}/g, (text, namespace: string, name: string) => {
        const found = lookUp(execution, namespace, name);
        if (found !== undefined) return found;
        throw new UnresolvedVariable(
          `An action in this pipeline failed because one of the action variables could not be resolved: ${text}`,
        );
      }),
    ]),
  );
}

function lookUp(
  execution: Pick<ExecutionRecord, 'id' | 'variables' | 'outputs'>,
  namespace: string,
  name: string,
): string | undefined {
  if (namespace === 'codepipeline') return name === 'PipelineExecutionId' ? execution.id : undefined;
  if (namespace === 'variables') return execution.variables.find((variable) => variable.name === name)?.value;
  return execution.outputs[namespace]?.[name];
}
