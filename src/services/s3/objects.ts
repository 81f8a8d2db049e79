// Finding and storing versions of objects: what several operations share.
import { ALPHABETS } from '../../kernel/chance.ts';
import { md5Hex } from '../../lib/hash.ts';
import type { OperationContext, ServiceContext } from '../../aws/service.ts';
import { errors } from './errors.ts';
import {
  bodiesTable,
  bodyKey,
  bucketsTable,
  objectKey,
  objectsTable,
  type Bucket,
  type ObjectVersion,
} from './model.ts';

/** The bucket of that name. @throws AwsError NoSuchBucket */
export function bucketOf(context: ServiceContext, name: string): Bucket {
  const bucket = context.kernel.table(bucketsTable).get(name);
  if (!bucket) throw errors.NoSuchBucket();
  return bucket;
}

/**
 * The version asked for, or the newest.
 * @throws AwsError NoSuchKey, NoSuchVersion; AccessDenied when the object is missing and the caller may not list.
 */
export function versionOf(context: OperationContext, bucket: string, key: string, versionId?: string): ObjectVersion {
  bucketOf(context, bucket);
  const versions = context.kernel.table(objectsTable).get(objectKey(bucket, key))?.versions ?? [];
  const found = versionId === undefined ? versions.at(-1) : versions.find((version) => version.versionId === versionId);
  if (found && !found.isDeleteMarker) return found;
  if (found && versionId !== undefined) throw errors.MethodNotAllowed();
  const maySee =
    context.caller.kind === 'root' ||
    context.caller.kind === 'service' ||
    context.allows('s3:ListBucket', `arn:aws:s3:::${bucket}`);
  if (!maySee) throw errors.AccessDenied({ caller: context.caller.arn, bucket });
  throw versionId === undefined ? errors.NoSuchKey() : errors.NoSuchVersion();
}

/** Content of a version. */
export const bodyOf = (context: ServiceContext, version: ObjectVersion): Uint8Array =>
  context.kernel.table(bodiesTable).must(bodyKey(version));

/** Stores a new version, or replaces the only one where the bucket keeps no versions. */
export function storeVersion(
  context: ServiceContext,
  bucket: Bucket,
  key: string,
  body: Uint8Array | undefined,
  more: Pick<ObjectVersion, 'contentType' | 'metadata'> & Partial<Pick<ObjectVersion, 'encryption' | 'kmsKeyId'>>,
): ObjectVersion {
  const { kernel } = context;
  const versionId =
    bucket.versioning === 'Enabled'
      ? kernel.chance.text(`s3/${bucket.name}/version`, 32, ALPHABETS.alphanumeric)
      : 'null';
  const version: ObjectVersion = {
    bucket: bucket.name,
    key,
    versionId,
    lastModified: context.now,
    eTag: body ? `"${md5Hex(body)}"` : '',
    sizeBytes: body?.length ?? 0,
    isDeleteMarker: body === undefined,
    ...more,
  };
  const id = objectKey(bucket.name, key);
  const before = kernel.table(objectsTable).get(id)?.versions ?? [];
  const kept = before.filter((old) => old.versionId !== versionId);
  kernel.table(objectsTable).put(id, { bucket: bucket.name, key, versions: [...kept, version] });
  if (body) kernel.table(bodiesTable).put(bodyKey(version), body);
  return version;
}

/** Takes one version away for good. */
export function dropVersion(context: ServiceContext, version: ObjectVersion): void {
  const objects = context.kernel.table(objectsTable);
  const id = objectKey(version.bucket, version.key);
  const versions = objects.must(id).versions.filter((old) => old.versionId !== version.versionId);
  context.kernel.table(bodiesTable).delete(bodyKey(version));
  if (versions.length === 0) objects.delete(id);
  else objects.put(id, { ...objects.must(id), versions });
}
