// What CodeCommit keeps of a repository besides its objects and refs, which are on a disk of its own.
import { defineTable } from '../../kernel/store.ts';

export interface RepositoryRecord {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** The first branch that arrived, unless it was changed since; absent while there is none. */
  readonly defaultBranch?: string;
  /** Branches and the commits they point to: a copy of the refs, for pictures and events. */
  readonly branches: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** A commit as pictures need it. */
export interface CommitRecord {
  readonly id: string;
  readonly repository: string;
  readonly parents: readonly string[];
  readonly author: string;
  /** Seconds since the Unix epoch. */
  readonly authoredAt: number;
  /** First line of the message. */
  readonly subject: string;
}

/** Keyed by name. */
export const repositoriesTable = defineTable<RepositoryRecord>('codecommit.repositories', { id: (r) => r.id });
/** Keyed `<repository>/<commit id>`: what the branches have held since the repository was made. */
export const commitsTable = defineTable<CommitRecord>('codecommit.commits', { repository: (c) => c.repository });

/** The name of the disk that holds a repository's git folder. */
export const diskOf = (repository: RepositoryRecord): string => `codecommit/${repository.id}`;
