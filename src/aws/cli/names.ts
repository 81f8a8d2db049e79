// Names on the command line: `CreateDeployment` is `create-deployment`, `repositoryName` is `--repository-name`.

/** Services by the name that the command knows them by. */
const COMMANDS: Readonly<Record<string, string>> = { deploy: 'codedeploy', s3api: 's3' };

/** The service model for a command such as `deploy`. */
export const serviceOf = (command: string): string => COMMANDS[command] ?? command;

/** The command's form of an API name. */
export const kebab = (name: string): string =>
  name
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .toLowerCase();
