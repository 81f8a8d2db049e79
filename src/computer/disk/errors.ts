// What a file system answers when it will not: POSIX codes with the words that C libraries print.

const TEXTS = {
  EACCES: 'Permission denied',
  EEXIST: 'File exists',
  EINVAL: 'Invalid argument',
  EISDIR: 'Is a directory',
  ELOOP: 'Too many levels of symbolic links',
  ENAMETOOLONG: 'File name too long',
  ENOENT: 'No such file or directory',
  ENOSPC: 'No space left on device',
  ENOTDIR: 'Not a directory',
  ENOTEMPTY: 'Directory not empty',
  EPERM: 'Operation not permitted',
} as const;

export type FsErrorCode = keyof typeof TEXTS;

/** An answer of the file system. `text` is what programs print after the path: `cat: x: No such file or directory`. */
export class FsError extends Error {
  override name = 'FsError';
  readonly code: FsErrorCode;
  readonly path: string;
  readonly text: string;

  constructor(code: FsErrorCode, path: string, syscall: string) {
    super(`${code}: ${TEXTS[code].toLowerCase()}, ${syscall} '${path}'`);
    this.code = code;
    this.path = path;
    this.text = TEXTS[code];
  }
}
