// Digests, synchronous so that nothing of the world waits on a thread pool.
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { toBytes } from './bytes.ts';

/** SHA-256 of `data` in lower-case hexadecimal. */
export const sha256Hex = (data: string | Uint8Array): string => bytesToHex(sha256(toBytes(data)));
/** SHA-1 of `data` in lower-case hexadecimal: what git names objects by. */
export const sha1Hex = (data: string | Uint8Array): string => bytesToHex(sha1(toBytes(data)));
/** MD5 of `data` in lower-case hexadecimal: what S3's ETag of a single-part object holds. */
export const md5Hex = (data: string | Uint8Array): string => bytesToHex(md5(toBytes(data)));

/** A 53-bit hash of `text`: quick, well mixed, not for secrets. It seeds the streams of chance. */
export function hash53(text: string): number {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (2097151 & b) + (a >>> 0);
}
