// Programs that packages bring but that the simulator does not run. They say so; daemons of theirs stand idle.
import { basename } from '../../disk/path.ts';
import type { Program, ResidentDriver } from '../../program.ts';
import { DAEMON_NAMES, GHOST_NAMES } from './catalogue.ts';

const VERSION = /^(-v|-V|--version|-version|version)$/;

/** A command that says that it is not simulated: status 1, or 0 when it is only asked for its version. */
export function ghostProgram(name: string): Program {
  return {
    name,
    summary: `${name}, which is not simulated`,
    async run({ argv, stdout, stderr }) {
      const shown = basename(argv[0]!);
      if (VERSION.test(argv[1] ?? '')) {
        await stdout.write(`${shown}: installed, but not simulated in Slipway\n`);
        return 0;
      }
      await stderr.write(`${shown}: not simulated in Slipway\n`);
      return 1;
    },
  };
}

/** A daemon that only stands in the process table: it listens nowhere, and says so when it starts. */
function idleDaemon(name: string): Program {
  return {
    name,
    summary: `${name}, of which only the process is simulated`,
    startMs: 50,
    async run({ stdout }) {
      await stdout.write(`${name}: only its process is simulated in Slipway; it listens on no port\n`);
      return { kind: 'idle', ports: [], data: null };
    },
  };
}

/** Nobody can reach an idle daemon, since it has no port. */
export const idleDriver: ResidentDriver = {
  request: () => ({ status: 503, headers: [], body: new Uint8Array(0) }),
};

export const ghostPrograms: readonly Program[] = [
  ...[...GHOST_NAMES].map(ghostProgram),
  ...[...DAEMON_NAMES].map(idleDaemon),
];
