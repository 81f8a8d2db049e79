// The commands that every machine has, by the name in their program files.
import type { Program } from '../program.ts';
import { shellPrograms } from '../shell/program.ts';
import { archivePrograms } from './archive.ts';
import { builtinPrograms } from './builtinsAsPrograms.ts';
import { filePrograms } from './files.ts';
import { textPrograms } from './justBash.ts';
import { ls } from './ls.ts';
import { runningPrograms } from './running.ts';

const list: readonly Program[] = [
  ...filePrograms,
  ls,
  ...runningPrograms,
  ...textPrograms,
  ...archivePrograms,
  ...builtinPrograms,
];

export const corePrograms: Readonly<Record<string, Program>> = {
  ...shellPrograms,
  ...Object.fromEntries(list.map((program) => [program.name, program])),
};
