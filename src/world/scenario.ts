// What a world begins with, as data: a repository, and what stands around it.
import type { TreeEntry } from '../computer/disk/tree.ts';
import type { OsName } from '../computer/model.ts';
import { toBytes } from '../lib/bytes.ts';

/** A repository and the world around it. */
export interface ScenarioSpec {
  /** Name of the repository; everything else is named after it. */
  readonly name: string;
  /** One after the other, oldest first; the last is the tip of the branch. */
  readonly commits: readonly ScenarioCommit[];
  readonly branch: string;
  /** Whether the laptop has a clone in `~/<name>` already. */
  readonly cloned: boolean;
  /** The build image. */
  readonly image: string;
  /** Path of the buildspec; undefined when there is none: then the source goes straight on. */
  readonly buildspec?: string;
  readonly instances: number;
  readonly os: OsName;
}

export interface ScenarioCommit {
  readonly message: string;
  /** The whole tree at this commit. */
  readonly files: readonly TreeEntry[];
}

/** How a repository that was brought in is wanted. */
export interface RepoOptions {
  readonly instances?: number;
  readonly os?: OsName;
  readonly image?: string;
  readonly buildspec?: string;
  readonly branch?: string;
}

/** A file of a repository that was brought in. */
export interface BroughtFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly executable: boolean;
}

const DEFAULT_IMAGE = 'aws/codebuild/amazonlinux-x86_64-standard:5.0';

/** Files written as text: paths and contents, programs marked by their first line. */
export const textFiles = (files: Readonly<Record<string, string>>): TreeEntry[] =>
  Object.entries(files).map(([path, text]) => ({
    path,
    data: toBytes(text),
    mode: text.startsWith('#!') ? 0o100755 : 0o100644,
  }));

/** A scenario with what most have. */
export function defineScenario(spec: Pick<ScenarioSpec, 'name' | 'commits'> & Partial<ScenarioSpec>): ScenarioSpec {
  return { branch: 'main', cloned: false, image: DEFAULT_IMAGE, instances: 6, os: 'amazon-linux-2023', ...spec };
}

/** The standard world around a repository: its folder's name with what AWS forbids turned into `-`. */
export function repoScenario(folder: string, files: readonly BroughtFile[], options: RepoOptions = {}): ScenarioSpec {
  const name =
    folder
      .replace(/[^\w.-]/g, '-')
      .replace(/\.git$/, '')
      .slice(0, 80) || 'repository';
  const has = (path: string): boolean => files.some((file) => file.path === path);
  const buildspec = options.buildspec ?? ['buildspec.yml', 'buildspec.yaml'].find(has);
  return defineScenario({
    name,
    commits: [
      {
        message: 'Initial commit',
        files: files.map(({ path, bytes, executable }) => ({
          path,
          data: bytes,
          mode: executable ? 0o100755 : 0o100644,
        })),
      },
    ],
    cloned: true,
    ...(buildspec ? { buildspec } : {}),
    ...(options.instances === undefined ? {} : { instances: options.instances }),
    ...(options.os ? { os: options.os } : {}),
    ...(options.image ? { image: options.image } : {}),
    ...(options.branch ? { branch: options.branch } : {}),
  });
}
