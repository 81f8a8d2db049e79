// What the command knows of its surroundings: environment, ~/.aws/config and ~/.aws/credentials, profile, region.
import { FsError } from '../../computer/disk/errors.ts';
import { resolvePath } from '../../computer/disk/path.ts';
import type { ProgramContext } from '../../computer/program.ts';
import { generalFailure } from './failure.ts';
import type { Globals } from './globals.ts';
import { parseIni, type IniSections, type IniValue } from './iniFile.ts';
import { expandPath } from './paramFile.ts';

/** A setting and where it came from, for `aws configure list`. */
export interface Found {
  readonly value: string;
  readonly type: string;
  readonly location: string;
}

type Section = Readonly<Record<string, IniValue>>;

/** The configuration of one run of the command. */
export class Configuration {
  readonly context: ProgramContext;
  readonly globals: Globals;
  readonly configFile: string;
  readonly credentialsFile: string;
  readonly #config: IniSections;
  readonly #credentials: IniSections;

  constructor(context: ProgramContext, globals: Globals) {
    this.context = context;
    this.globals = globals;
    this.configFile = context.env.AWS_CONFIG_FILE ?? '~/.aws/config';
    this.credentialsFile = context.env.AWS_SHARED_CREDENTIALS_FILE ?? '~/.aws/credentials';
    this.#config = this.#read(this.configFile);
    this.#credentials = this.#read(this.credentialsFile);
  }

  /** The path of one of the two files on the disk. */
  path(file: string): string {
    return resolvePath(this.context.cwd, expandPath(this.context, file));
  }

  #read(file: string): IniSections {
    try {
      return parseIni(this.context.files.readText(this.path(file)));
    } catch (error) {
      if (error instanceof FsError) return {};
      throw error;
    }
  }

  /** The profile that was asked for, if one was. */
  get namedProfile(): string | undefined {
    return this.globals.profile ?? this.context.env.AWS_PROFILE ?? this.context.env.AWS_DEFAULT_PROFILE;
  }

  get profile(): string {
    return this.namedProfile ?? 'default';
  }

  /** The settings of a profile in ~/.aws/config. */
  configOf(profile: string): Section | undefined {
    const quoted = [`profile ${profile}`, `profile "${profile}"`, `profile '${profile}'`];
    const section = quoted.map((name) => this.#config[name]).find((found) => found !== undefined);
    return section ?? (profile === 'default' ? this.#config.default : undefined);
  }

  /** The keys of a profile in ~/.aws/credentials. */
  credentialsOf(profile: string): Section | undefined {
    return this.#credentials[profile];
  }

  /** Whether either file has the profile. */
  hasProfile(profile: string): boolean {
    return this.configOf(profile) !== undefined || this.credentialsOf(profile) !== undefined;
  }

  /** Names of all profiles. */
  profiles(): string[] {
    const named = Object.keys(this.#config).flatMap((name) =>
      name === 'default' ? [name] : (/^profile\s+["']?(.*?)["']?$/.exec(name)?.slice(1) ?? []),
    );
    return [...new Set([...named, ...Object.keys(this.#credentials)])];
  }

  /** Everything that the profile sets. @throws CliFailure when it is named and there is none of that name. */
  scoped(): Section {
    const { namedProfile, profile } = this;
    if (namedProfile !== undefined && !this.hasProfile(namedProfile)) {
      throw generalFailure(`The config profile (${namedProfile}) could not be found`);
    }
    return { ...this.configOf(profile), ...this.credentialsOf(profile) };
  }

  /** A setting of the profile. */
  setting(name: string): string | undefined {
    const value = this.scoped()[name];
    return typeof value === 'string' ? value : undefined;
  }

  /** The region, before the instance is asked for it. */
  region(): Found | undefined {
    const { AWS_REGION: region, AWS_DEFAULT_REGION: fallback } = this.context.env;
    if (this.globals.region) return { value: this.globals.region, type: 'manual', location: '--region' };
    const fromEnvironment = region || fallback;
    if (fromEnvironment)
      return { value: fromEnvironment, type: 'env', location: "['AWS_REGION', 'AWS_DEFAULT_REGION']" };
    const value = this.setting('region');
    return value ? { value, type: 'config-file', location: this.configFile } : undefined;
  }

  output(): string {
    return this.globals.output ?? this.context.env.AWS_DEFAULT_OUTPUT ?? this.setting('output') ?? 'json';
  }
}
