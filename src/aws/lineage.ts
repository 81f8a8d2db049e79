// Which commit is where: the one fact that every picture is coloured by. Whoever moves a version on, writes it down.
import { defineTable } from '../kernel/store.ts';

/** A commit, and the repository that it is of. */
export interface Lineage {
  readonly commitId: string;
  readonly repositoryName: string;
}

/** What an instance runs. */
export interface Installed {
  readonly instanceId: string;
  readonly deploymentId: string;
  readonly at: number;
  /** Absent when the revision did not come from a commit that the world knows. */
  readonly commitId?: string;
}

/** The key of a revision in S3. */
export const artifactKey = (bucket: string, key: string, versionId?: string): string =>
  `s3://${bucket}/${key}${versionId ? `?versionId=${versionId}` : ''}`;

/** Keyed by `artifactKey`, with the version and without (the newest). */
export const artifactLineageTable = defineTable<Lineage>('aws.artifactLineage');
/** Keyed by instance id: what was last put there, whether or not its deployment went well. */
export const installedTable = defineTable<Installed>('aws.installed', { commit: (i) => i.commitId });
