// `aws deploy push`: zips a folder, puts it into S3 and tells CodeDeploy of the revision.
import { resolvePath } from '../../computer/disk/path.ts';
import type { Files } from '../../computer/disk/disk.ts';
import { zip, type ZipEntry } from '../../lib/zip.ts';
import { parseKnown, type Argument } from './argumentParser.ts';
import { generalFailure, UnknownOptions, wrongParameter } from './failure.ts';
import { plainHelp } from './help.ts';
import { expandPath } from './paramFile.ts';
import { ServiceFailure, type Session } from './session.ts';

const option = (name: string, required = false): Argument => ({ name: `--${name}`, dest: name, count: 1, required });
const flag = (name: string): Argument => ({ name: `--${name}`, dest: name, count: 0, constant: true });
const ARGUMENTS: readonly Argument[] = [
  option('application-name', true),
  option('s3-location', true),
  flag('ignore-hidden-files'),
  flag('no-ignore-hidden-files'),
  option('source'),
  option('description'),
];

/** Pushes a revision. @throws CliFailure, ServiceFailure */
export async function deployPush(session: Session, words: readonly string[]): Promise<number> {
  if (words.length === 1 && words[0] === 'help') {
    const names = ARGUMENTS.map(
      ({ name, count, required }) => `${name}${count ? ' <value>' : ''}${required ? ' [required]' : ''}`,
    );
    await session.write(
      plainHelp('deploy push', 'Zips a folder with an AppSpec file, uploads it to Amazon S3 and registers it.', names),
    );
    return 0;
  }
  const { values, rest } = parseKnown(ARGUMENTS, words);
  if (rest.length > 0) throw new UnknownOptions(rest);
  const [, bucket, key] = /^s3:\/\/(.+?)\/(.+)$/.exec(String(values.get('s3-location'))) ?? [];
  if (bucket === undefined || key === undefined) {
    throw wrongParameter('--s3-location must specify the Amazon S3 URL format as s3://<bucket>/<key>.');
  }
  if (values.has('ignore-hidden-files') && values.has('no-ignore-hidden-files')) {
    throw wrongParameter('You cannot specify both --ignore-hidden-files and --no-ignore-hidden-files.');
  }
  await session.connect('codedeploy');
  const source = String(values.get('source') ?? '.');
  const bundle = pack(session, source, values.has('ignore-hidden-files'));
  const location = await upload(session, source, { bucket, key }, bundle);
  const application = String(values.get('application-name'));
  await register(session, application, location, values.get('description'));
  const version = location.version === undefined ? '' : `,version=${location.version}`;
  await session.write(
    'To deploy with this revision, run:\n' +
      `aws deploy create-deployment --application-name ${application} --s3-location bucket=${bucket},key=${key},bundleType=zip,eTag=${location.eTag}${version} --deployment-group-name <deployment-group-name> --deployment-config-name <deployment-config-name> --description <description>\n`,
  );
  return 0;
}

interface Location {
  readonly bucket: string;
  readonly key: string;
  readonly eTag: string;
  readonly version?: string;
}

async function upload(
  session: Session,
  source: string,
  to: { bucket: string; key: string },
  body: Uint8Array,
): Promise<Location> {
  try {
    const { ETag, VersionId } = await session.call('s3', 'PutObject', { Bucket: to.bucket, Key: to.key, Body: body });
    return {
      ...to,
      eTag: String(ETag).replaceAll('"', ''),
      ...(VersionId === undefined ? {} : { version: String(VersionId) }),
    };
  } catch (error) {
    if (!(error instanceof ServiceFailure)) throw error;
    throw generalFailure(`Failed to upload '${source}' to 's3://${to.bucket}/${to.key}': ${error.message}`);
  }
}

async function register(
  session: Session,
  application: string,
  location: Location,
  description: unknown,
): Promise<void> {
  const now = new Date(session.now).toISOString();
  const time = now.endsWith('.000Z') ? now.slice(0, 19) : `${now.slice(0, 23)}000`;
  await session.call('codedeploy', 'RegisterApplicationRevision', {
    applicationName: application,
    description: description ? String(description) : `Uploaded by AWS CLI ${time} UTC`,
    revision: {
      revisionType: 'S3',
      s3Location: {
        bucket: location.bucket,
        key: location.key,
        bundleType: 'zip',
        eTag: location.eTag,
        ...(location.version === undefined ? {} : { version: location.version }),
      },
    },
  });
}

/** The folder as a zip archive. @throws CliFailure when it holds no appspec.yml */
function pack({ context }: Session, source: string, ignoreHidden: boolean): Uint8Array {
  const root = resolvePath(context.cwd, expandPath(context, source));
  const appspec = `${root === '/' ? '' : root}/appspec.yml`;
  const entries = filesUnder(context.files, root, ignoreHidden).map((path): ZipEntry => {
    const { mode } = context.files.stat(path);
    return {
      path: path.slice(root.length).replace(/^\//, ''),
      data: context.files.readFile(path),
      mode: 0o100000 | (mode & 0o7777),
    };
  });
  if (!entries.some(({ path }) => path === 'appspec.yml')) throw generalFailure(`${appspec} was not found`);
  return zip(entries);
}

/** Paths of all files below `root`, links to files followed. */
function filesUnder(files: Files, root: string, ignoreHidden: boolean): string[] {
  if (!files.isDirectory(root)) return [];
  const names = files.readdir(root).filter((name) => !ignoreHidden || !name.startsWith('.'));
  const paths = names.map((name) => resolvePath(root, name));
  const isLink = (path: string): boolean => files.lstat(path).kind === 'link';
  return [
    ...paths.filter((path) => files.isFile(path)),
    ...paths
      .filter((path) => files.isDirectory(path) && !isLink(path))
      .flatMap((path) => filesUnder(files, path, ignoreHidden)),
  ];
}
