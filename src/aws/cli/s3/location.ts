// Where something is: in a bucket, or on the disk.

/** `s3://bucket/key`, or a path. */
export interface Location {
  readonly isS3: boolean;
  readonly bucket: string;
  /** The key, or the path as it was given. */
  readonly path: string;
}

/** Reads a word of the command line. */
export function locate(word: string): Location {
  if (!word.startsWith('s3://')) return { isS3: false, bucket: '', path: word };
  const [bucket = '', path = ''] = word.slice('s3://'.length).split(/\/(.*)/s);
  return { isS3: true, bucket, path };
}

const SUFFIXES = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'] as const;

/** A size for people: `1 Byte`, `12 Bytes`, `1.5 MiB`. */
export function humanSize(bytes: number): string {
  if (bytes === 1) return '1 Byte';
  if (bytes < 1024) return `${Math.trunc(bytes)} Bytes`;
  let size = bytes / 1024;
  let step = 0;
  while (Math.round(size) >= 1024 && step < SUFFIXES.length - 1) {
    size /= 1024;
    step++;
  }
  return `${size.toFixed(1)} ${SUFFIXES[step]}`;
}
