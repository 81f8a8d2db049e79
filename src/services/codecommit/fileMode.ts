// CodeCommit's words for git's file modes.

/** `NORMAL`, `EXECUTABLE` or `SYMLINK` for `100644`, `100755` or `120000`. */
export const fileMode = (mode: string): 'NORMAL' | 'EXECUTABLE' | 'SYMLINK' =>
  mode === '100755' ? 'EXECUTABLE' : mode === '120000' ? 'SYMLINK' : 'NORMAL';

/** The mode that CodeCommit's word stands for. */
export const modeOf = (word: string | undefined): number =>
  word === 'EXECUTABLE' ? 0o100755 : word === 'SYMLINK' ? 0o120000 : 0o100644;
