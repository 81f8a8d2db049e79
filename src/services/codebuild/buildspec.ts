// What a buildspec says, once it has been read: https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html

export type CommandPhase = 'install' | 'pre_build' | 'build' | 'post_build';
export const COMMAND_PHASES: readonly CommandPhase[] = ['install', 'pre_build', 'build', 'post_build'];

/** What to do when a phase fails; `attempts` and `pattern` are those of RETRY. */
export type OnFailure =
  | { readonly kind: 'ABORT' | 'CONTINUE' }
  | { readonly kind: 'RETRY'; readonly attempts: number; readonly pattern: string };

export interface PhaseSpec {
  readonly commands: readonly string[];
  readonly finally: readonly string[];
  readonly onFailure?: OnFailure;
  readonly runAs?: string;
}

export interface ArtifactSpec {
  readonly files: readonly string[];
  readonly excludePaths: readonly string[];
  readonly baseDirectory?: string;
  readonly discardPaths: boolean;
  readonly name?: string;
}

export interface Buildspec {
  readonly version: '0.1' | '0.2';
  readonly runAs?: string;
  readonly shell?: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly parameterStore: Readonly<Record<string, string>>;
  readonly secretsManager: Readonly<Record<string, string>>;
  readonly exportedVariables: readonly string[];
  readonly runtimes: readonly { readonly name: string; readonly version: string }[];
  /** Phases that the file mentions. */
  readonly phases: Readonly<Partial<Record<CommandPhase, PhaseSpec>>>;
  readonly artifacts?: ArtifactSpec;
  readonly secondaryArtifacts: Readonly<Record<string, ArtifactSpec>>;
  readonly cachePaths: readonly string[];
  /** Names of report groups. */
  readonly reports: readonly string[];
}

/** Why a buildspec cannot be used: the message of YAML_FILE_ERROR. */
export class BuildspecError extends Error {
  override name = 'BuildspecError';
}
