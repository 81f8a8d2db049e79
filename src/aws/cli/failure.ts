// How the command fails: what it prints on standard error, and the status that it ends with.

/** Exit statuses of AWS CLI version 2. */
export const STATUS = { parameters: 252, configuration: 253, service: 254, general: 255 } as const;

export const USAGE = `aws [options] <command> <subcommand> [<subcommand> ...] [parameters]
To see help text, you can run:

  aws help
  aws <command> help
  aws <command> <subcommand> help
`;

/** Ends the command. Printed as `aws: [ERROR]: An error occurred (code): message`, or the message alone without a code. */
export class CliFailure extends Error {
  override name = 'CliFailure';
  readonly status: number;
  readonly code: string | undefined;

  constructor(status: number, message: string, code?: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Words that the command line cannot be: the message, then the usage. */
export const wrongUsage = (message: string): CliFailure =>
  new CliFailure(STATUS.parameters, `${message}\n\nusage: ${USAGE}`, 'ParamValidation');

/** Parameters that the command itself finds wrong. */
export const wrongParameter = (message: string): CliFailure =>
  new CliFailure(STATUS.parameters, message, 'ParamValidation');

/** A value that cannot be read as its parameter's type. */
export const wrongValue = (option: string, message: string): CliFailure =>
  wrongParameter(`Error parsing parameter '${option}': ${message}`);

/** What goes wrong in the command itself: no code, status 255. */
export const generalFailure = (message: string): CliFailure => new CliFailure(STATUS.general, message);

/** Options that nothing takes: the usage comes first. */
export class UnknownOptions extends CliFailure {
  constructor(words: readonly string[]) {
    super(STATUS.parameters, `Unknown options: ${words.join(', ')}`);
  }
}

/** What the simulator leaves out, said in one sentence. */
export const notSimulated = (what: string): CliFailure => generalFailure(`Slipway does not simulate ${what}.`);

/** The line that every error of version 2 has. */
export const errorLine = (message: string): string => `\naws: [ERROR]: ${message.trim()}\n`;
