// What S3 keeps: buckets, the versions of objects, and their content apart, so that pictures need not carry it.
import { defineTable } from '../../kernel/store.ts';

export interface Bucket {
  readonly name: string;
  readonly createdAt: number;
  /** Absent until it was first set. */
  readonly versioning?: 'Enabled' | 'Suspended';
}

/** One version of one object. */
export interface ObjectVersion {
  readonly bucket: string;
  readonly key: string;
  /** `null` in a bucket without versioning. */
  readonly versionId: string;
  readonly lastModified: number;
  /** In double quotes, as S3 gives it. */
  readonly eTag: string;
  readonly sizeBytes: number;
  readonly contentType: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly encryption?: 'AES256' | 'aws:kms';
  readonly kmsKeyId?: string;
  readonly isDeleteMarker: boolean;
}

/** The versions of one object, newest last. */
export interface ObjectVersions {
  readonly bucket: string;
  readonly key: string;
  readonly versions: readonly ObjectVersion[];
}

export const bucketsTable = defineTable<Bucket>('s3.buckets');
/** Keyed `<bucket>/<key>`. */
export const objectsTable = defineTable<ObjectVersions>('s3.objects', { bucket: (o) => o.bucket });
/** Keyed `<bucket>/<key>?<versionId>`. */
export const bodiesTable = defineTable<Uint8Array>('s3.bodies', {}, { framed: false });

export const objectKey = (bucket: string, key: string): string => `${bucket}/${key}`;
export const bodyKey = ({ bucket, key, versionId }: ObjectVersion): string => `${bucket}/${key}?${versionId}`;
