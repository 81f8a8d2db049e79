// What belongs to the system of a machine: services, web servers, packages, accounts, processes, network clients.
// A toolchain that simulates a program which is only a ghost here takes its place: spread these first.
import type { Program, ResidentDriver } from '../program.ts';
import { curl } from './network/curl.ts';
import { ghostPrograms, idleDriver } from './packages/ghosts.ts';
import { journalctl } from './systemd/journalctl.ts';
import { servicePrograms } from './systemd/serviceCommand.ts';
import { systemctl } from './systemd/systemctl.ts';
import { httpdPrograms, reloadHttpd } from './web/httpd.ts';
import { webDriver } from './web/resident.ts';

export { attachSystemd } from './systemd/manager.ts';
export { bootServices } from './systemd/install.ts';

const list: readonly Program[] = [...ghostPrograms, systemctl, ...servicePrograms, journalctl, ...httpdPrograms, curl];

/** Programs by the name in their program files. */
export const systemPrograms: Readonly<Record<string, Program>> = Object.fromEntries(
  list.map((program) => [program.name, program]),
);

/** Drivers of servers that have nothing to run, by kind. */
export const systemResidents: Readonly<Record<string, ResidentDriver>> = {
  web: webDriver({ httpd: reloadHttpd, nginx: reloadHttpd }),
  idle: idleDriver,
};
