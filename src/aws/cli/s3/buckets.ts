// `aws s3 mb`, `rb` and `presign`.
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { toBytes } from '../../../lib/bytes.ts';
import { sha256Hex } from '../../../lib/hash.ts';
import { wrongParameter } from '../failure.ts';
import { ServiceFailure, type Session } from '../session.ts';
import { locate } from './location.ts';

/** Makes a bucket. */
export async function mb(session: Session, values: ReadonlyMap<string, unknown>): Promise<number> {
  const word = String(values.get('path'));
  if (!word.startsWith('s3://')) throw wrongParameter('<S3Uri>\nError: Invalid argument type');
  const { bucket } = locate(word);
  const region = (await session.region()) ?? session.door.region;
  const configuration = region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: region } };
  return attempt(session, 'make_bucket', word, bucket, () =>
    session.call('s3', 'CreateBucket', { Bucket: bucket, ...configuration }),
  );
}

/** Removes a bucket; `empty` is called first for --force. */
export async function rb(
  session: Session,
  values: ReadonlyMap<string, unknown>,
  empty: (path: string) => Promise<number>,
): Promise<number> {
  const word = String(values.get('path'));
  if (!word.startsWith('s3://')) throw wrongParameter('<S3Uri>\nError: Invalid argument type');
  const { bucket, path } = locate(word);
  if (path !== '') throw wrongParameter(`Please specify a valid bucket name only. E.g. s3://${bucket}`);
  if (values.has('force') && (await empty(word)) !== 0) {
    await session.warn(
      'remove_bucket failed: Unable to delete all objects in the bucket, bucket will not be deleted.\n',
    );
    return 255;
  }
  return attempt(session, 'remove_bucket', word, bucket, () => session.call('s3', 'DeleteBucket', { Bucket: bucket }));
}

async function attempt(
  session: Session,
  verb: string,
  word: string,
  bucket: string,
  act: () => Promise<unknown>,
): Promise<number> {
  try {
    await act();
    await session.write(`${verb}: ${bucket}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof ServiceFailure)) throw error;
    await session.warn(`${verb} failed: ${word} ${error.message}\n`);
    return 1;
  }
}

const HOUR_SECONDS = 3600;

/** Prints an address that whoever has it may read an object at, for an hour unless told. */
export async function presign(session: Session, values: ReadonlyMap<string, unknown>): Promise<number> {
  const { bucket, path } = locate(String(values.get('path')).replace(/^(?:s3:\/\/)?/, 's3://'));
  const { accessKeyId, secretAccessKey = '', sessionToken } = await session.credentials();
  const region = (await session.region()) ?? session.door.region;
  const stamp = new Date(session.now).toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = `${stamp.slice(0, 8)}/${region}/s3/aws4_request`;
  const query = [
    ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
    ['X-Amz-Credential', `${accessKeyId}/${scope}`],
    ['X-Amz-Date', stamp],
    ['X-Amz-Expires', String(values.get('expires-in') ?? HOUR_SECONDS)],
    ...(sessionToken === undefined ? [] : [['X-Amz-Security-Token', sessionToken]]),
    ['X-Amz-SignedHeaders', 'host'],
  ]
    .map(([name, value]) => `${name}=${encode(value!)}`)
    .join('&');
  const host = `${bucket}.s3.${region === 'us-east-1' ? '' : `${region}.`}amazonaws.com`;
  const address = `/${path.split('/').map(encode).join('/')}`;
  const request = `GET\n${address}\n${query}\nhost:${host}\n\nhost\nUNSIGNED-PAYLOAD`;
  const key = scope
    .split('/')
    .reduce((secret, part) => hmac(sha256, secret, toBytes(part)), toBytes(`AWS4${secretAccessKey}`));
  const signature = hmac(sha256, key, toBytes(`AWS4-HMAC-SHA256\n${stamp}\n${scope}\n${sha256Hex(request)}`));
  await session.write(`https://${host}${address}?${query}&X-Amz-Signature=${bytesToHex(signature)}\n`);
  return 0;
}

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
