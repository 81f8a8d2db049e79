// Names as the command line has them: services, operations and their options.

/** Models whose command has another name. */
const COMMAND_OF_MODEL: Readonly<Record<string, string>> = { codedeploy: 'deploy', s3: 's3api' };

/** The command of a service model: `codedeploy` → `deploy`. */
export const serviceCommand = (model: string): string => COMMAND_OF_MODEL[model] ?? model;

/** The model behind a command: `deploy` → `codedeploy`. The old names are no commands. */
export function modelOfCommand(command: string): string {
  const renamed = Object.keys(COMMAND_OF_MODEL).find((model) => COMMAND_OF_MODEL[model] === command);
  return renamed ?? (command in COMMAND_OF_MODEL ? '' : command);
}

/** `ListObjectsV2` → `list-objects-v2`, by botocore's rule: words begin at capitals, and `ARNs` is one word. */
export function kebab(name: string): string {
  if (name.includes('-')) return name;
  const plural = /[A-Z]{2,}s$/.exec(name)?.[0];
  const split = plural ? `${name.slice(0, -plural.length)}-${plural.toLowerCase()}` : name;
  return split
    .replace(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

/** Options that have another name than their member would give them, by `<command>.<operation>.<option>`. */
const RENAMED: Readonly<Record<string, string>> = {
  'codepipeline.get-pipeline.version': 'pipeline-version',
  'codepipeline.create-custom-action-type.version': 'action-version',
  'codepipeline.delete-custom-action-type.version': 'action-version',
  'codepipeline.get-action-type.version': 'action-version',
  'deploy.*.s-3-location': 's3-location',
  'deploy.*.ec-2-tag-filters': 'ec2-tag-filters',
  'ec2.*.no-egress': 'ingress',
  'ec2.*.no-disable-api-termination': 'enable-api-termination',
  'ecs.*.no-enable-execute-command': 'disable-execute-command',
  'ecs.execute-command.no-interactive': 'non-interactive',
  'sns.subscribe.endpoint': 'notification-endpoint',
};

/** The name of an option, without dashes. */
export const optionName = (command: string, operation: string, option: string): string =>
  RENAMED[`${command}.${operation}.${option}`] ?? RENAMED[`${command}.*.${option}`] ?? option;
