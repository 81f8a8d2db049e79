// The password that `aws codecommit credential-helper` makes for git, and how CodeCommit checks it: a version 4
// signature over the host and path, good for fifteen minutes.
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { toBytes } from '../lib/bytes.ts';
import { sha256Hex } from '../lib/hash.ts';

/** How long a password is good for, in milliseconds of virtual time. */
export const GIT_PASSWORD_MS = 15 * 60_000;

/** What is signed. */
export interface GitSignature {
  readonly secretAccessKey: string;
  readonly region: string;
  /** e.g. `git-codecommit.us-east-1.amazonaws.com`. */
  readonly host: string;
  /** e.g. `/v1/repos/shop`. */
  readonly path: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** The password for git: the time, then the signature. */
export function gitPassword({ secretAccessKey, region, host, path, at }: GitSignature): string {
  const stamp = new Date(at).toISOString().replace(/[-:]|\.\d+Z$/g, '');
  const scope = `${stamp.slice(0, 8)}/${region}/codecommit/aws4_request`;
  const canonical = `GIT\n${path}\n\nhost:${host}\n\nhost\n`;
  const text = `AWS4-HMAC-SHA256\n${stamp}\n${scope}\n${sha256Hex(canonical)}`;
  const key = scope
    .split('/')
    .reduce((secret, part) => hmac(sha256, secret, toBytes(part)), toBytes(`AWS4${secretAccessKey}`));
  return `${stamp}Z${bytesToHex(hmac(sha256, key, toBytes(text)))}`;
}

/** The time that a password was made at, in epoch milliseconds; undefined when it is none. */
export function gitPasswordTime(password: string): number | undefined {
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z[0-9a-f]{64}$/.exec(password) ?? [];
  return y ? Date.UTC(+y, +mo! - 1, +d!, +h!, +mi!, +s!) : undefined;
}
