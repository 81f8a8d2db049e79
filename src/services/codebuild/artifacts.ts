// UPLOAD_ARTIFACTS: which files a build gives, and where they go.
import { artifactKey, artifactLineageTable } from '../../aws/lineage.ts';
import type { RoleSession, TaskContext } from '../../aws/service.ts';
import type { Files } from '../../computer/disk/disk.ts';
import { resolvePath } from '../../computer/disk/path.ts';
import { md5Hex, sha256Hex } from '../../lib/hash.ts';
import { zip, type ZipEntry } from '../../lib/zip.ts';
import type { ArtifactSpec } from './buildspec.ts';
import type { BuildLog } from './buildLog.ts';
import { orFail, PhaseFailure, s3Sentence } from './failure.ts';
import { cleanPattern, fitsGlob } from './glob.ts';
import type { BuildRecord } from './model.ts';

/** Files that `spec` selects below `sourceDirectory`, by their path in the artifact. @throws PhaseFailure */
export function selectFiles(files: Files, sourceDirectory: string, spec: ArtifactSpec, log: BuildLog): ZipEntry[] {
  const base = spec.baseDirectory ?? '.';
  log.agent(`Expanding base directory path: ${base}`);
  log.agent('Assembling file list');
  log.agent(`Expanding ${base}`);
  const bases = expandBase(files, sourceDirectory, base);
  if (bases.length === 0) {
    throw new PhaseFailure('CLIENT_ERROR', `no matching base directory path found for ${base}`);
  }
  log.agent(`Expanding file paths for base directory ${base}`);
  log.agent('Assembling file list');
  const found = new Map<string, ZipEntry>();
  for (const folder of bases) collect(files, folder, spec, log, found);
  if (found.size === 0) throw new PhaseFailure('CLIENT_ERROR', 'no matching artifact paths found');
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function expandBase(files: Files, root: string, base: string): string[] {
  if (!/[*?[]/.test(base)) {
    const folder = resolvePath(root, base);
    return files.isDirectory(folder) ? [folder] : [];
  }
  return [...files.walk(root)].filter(
    (path) => files.isDirectory(path) && fitsGlob(base.replace(/\/$/, ''), path.slice(root.length + 1)),
  );
}

function collect(files: Files, folder: string, spec: ArtifactSpec, log: BuildLog, found: Map<string, ZipEntry>): void {
  const all = [...files.walk(folder)].filter((path) => files.isFile(path));
  for (const pattern of spec.files) {
    log.agent(`Expanding ${pattern}`);
    const absolute = pattern.startsWith('/');
    const wanted = absolute ? resolvePath('/', pattern) : cleanPattern(pattern);
    const candidates = absolute && files.isFile(wanted) ? [wanted] : all;
    const matches = candidates.filter((path) => path === wanted || fitsGlob(wanted, path.slice(folder.length + 1)));
    if (matches.length === 0) log.agent(`Skipping invalid file path ${pattern}`);
    else log.agent(`Found ${matches.length} file(s)`);
    for (const path of matches) {
      const relative = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path.slice(1);
      if (spec.excludePaths.some((excluded) => fitsGlob(excluded, relative))) continue;
      const name = spec.discardPaths ? path.slice(path.lastIndexOf('/') + 1) : relative;
      // The zip holds what a link leads to, not the link.
      found.set(name, { path: name, data: files.readFile(path), mode: 0o100000 | files.stat(path).mode });
    }
  }
}

/** What became of an upload, as the build's record shows it. */
export interface Uploaded {
  readonly location: string;
  readonly md5sum: string;
  readonly sha256sum: string;
}

/** Uploads `entries` as one zip. @throws PhaseFailure */
export async function uploadZip(
  context: TaskContext,
  session: RoleSession,
  build: BuildRecord,
  place: { bucket: string; key: string },
  entries: readonly ZipEntry[],
): Promise<Uploaded> {
  const body = zip(entries);
  const md5sum = md5Hex(body);
  const sha256sum = sha256Hex(body);
  await put(context, session, build, place, body, {
    'codebuild-buildarn': build.arn,
    'codebuild-content-md5': md5sum,
    'codebuild-content-sha256': sha256sum,
  });
  return { location: `arn:aws:s3:::${place.bucket}/${place.key}`, md5sum, sha256sum };
}

/** Uploads `entries` one by one below `prefix`. @throws PhaseFailure */
export async function uploadFiles(
  context: TaskContext,
  session: RoleSession,
  build: BuildRecord,
  place: { bucket: string; key: string },
  entries: readonly ZipEntry[],
): Promise<Uploaded> {
  for (const { path, data } of entries) {
    await put(
      context,
      session,
      build,
      { bucket: place.bucket, key: place.key ? `${place.key}/${path}` : path },
      data,
      {},
    );
  }
  return { location: `arn:aws:s3:::${place.bucket}/${place.key}`, md5sum: '', sha256sum: '' };
}

async function put(
  context: TaskContext,
  session: RoleSession,
  build: BuildRecord,
  { bucket, key }: { bucket: string; key: string },
  body: Uint8Array,
  metadata: Record<string, string>,
): Promise<void> {
  const requestId = context.kernel.chance.text('codebuild/requestId', 16, '0123456789ABCDEF');
  const { VersionId } = await orFail(
    () =>
      session.call<{ VersionId?: string }>('s3', 'PutObject', {
        Bucket: bucket,
        Key: key,
        Body: body,
        Metadata: metadata,
        ...(build.settings.artifacts?.encryptionDisabled ? {} : { ServerSideEncryption: 'aws:kms' }),
      }),
    (error) => new PhaseFailure('CLIENT_ERROR', `Error uploading artifacts: ${s3Sentence(error, requestId)}`),
  );
  if (!build.commit) return;
  const lineage = context.kernel.table(artifactLineageTable);
  lineage.put(artifactKey(bucket, key), build.commit);
  if (VersionId) lineage.put(artifactKey(bucket, key, VersionId), build.commit);
}
