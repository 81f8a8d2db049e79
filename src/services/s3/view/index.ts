// S3 for pictures: the artifacts of commits, newest last, one parcel a commit.
import { artifactKey, artifactLineageTable, type Lineage } from '../../../aws/lineage.ts';
import { recordOf, recordsOf, versionOf, type Tables, type Version } from '../../../diagram/parts.ts';
import { objectsTable, type ObjectVersions } from '../model.ts';

export interface ParcelView {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  readonly sizeBytes: number;
  readonly at: number;
  readonly version: Version;
}

/** The newest object of each commit, the oldest first. */
export function parcelsOf(tables: Tables): readonly ParcelView[] {
  const newest = new Map<string, ParcelView>();
  const all = recordsOf<ObjectVersions>(tables, objectsTable.name).flatMap(({ versions }) => versions);
  for (const { bucket, key, versionId, sizeBytes, lastModified } of all) {
    const lineage =
      recordOf<Lineage>(tables, artifactLineageTable.name, artifactKey(bucket, key, versionId)) ??
      recordOf<Lineage>(tables, artifactLineageTable.name, artifactKey(bucket, key));
    const version = versionOf(tables, lineage?.commitId);
    if (!version || lastModified < (newest.get(version.id)?.at ?? 0)) continue;
    newest.set(version.id, { bucket, key, versionId, sizeBytes, at: lastModified, version });
  }
  return [...newest.values()].sort((a, b) => a.at - b.at);
}
