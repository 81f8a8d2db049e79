// The subcommands of git, by name.
import type { GitCommand } from '../call.ts';
import { add } from './add.ts';
import { branch, checkout } from './branch.ts';
import { clone } from './clone.ts';
import { commit } from './commit.ts';
import { init } from './init.ts';
import { diff, lsFiles, revParse, show } from './inspect.ts';
import { log } from './log.ts';
import { fetch, pull } from './pull.ts';
import { push } from './push.ts';
import { config, remote, tag } from './settings.ts';
import { status } from './status.ts';
import { mv, reset, restore, revert, rm } from './undo.ts';

export const subcommands: Readonly<Record<string, GitCommand>> = {
  add,
  branch,
  checkout,
  clone,
  commit,
  config,
  diff,
  fetch,
  init,
  log,
  'ls-files': lsFiles,
  mv,
  pull,
  push,
  remote,
  reset,
  restore,
  revert,
  'rev-parse': revParse,
  rm,
  show,
  status,
  switch: checkout,
  tag,
};
