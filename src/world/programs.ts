// Everything that machines can run, by the name in the program files on their disks.
import { corePrograms } from '../computer/commands/index.ts';
import { gitPrograms } from '../computer/git/index.ts';
import type { Program, ResidentDriver } from '../computer/program.ts';

export const machinePrograms: Readonly<Record<string, Program>> = { ...corePrograms, ...gitPrograms };
export const machineResidents: Readonly<Record<string, ResidentDriver>> = {};
