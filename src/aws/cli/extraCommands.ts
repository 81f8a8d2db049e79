// What version 2 adds to services besides their operations.
import { credentialHelper } from './codecommitCredential.ts';
import { deployPush } from './deployPush.ts';
import { notSimulated } from './failure.ts';
import { logsTail } from './logsTail.ts';
import type { Session } from './session.ts';

/** Runs with the words after the command's name; gives the exit status. @throws CliFailure, ServiceFailure */
export type ExtraCommand = (session: Session, words: readonly string[]) => Promise<number>;

const left =
  (command: string): ExtraCommand =>
  () =>
    Promise.reject(notSimulated(`aws ${command}`));

const TABLE: Readonly<Record<string, Readonly<Record<string, ExtraCommand>>>> = {
  cloudtrail: {
    'validate-logs': left('cloudtrail validate-logs'),
    'verify-query-results': left('cloudtrail verify-query-results'),
  },
  codecommit: { 'credential-helper': credentialHelper },
  deploy: {
    push: deployPush,
    register: left('deploy register (on-premises instances)'),
    deregister: left('deploy deregister (on-premises instances)'),
    install: left('deploy install (on-premises instances)'),
    uninstall: left('deploy uninstall (on-premises instances)'),
  },
  ecs: { deploy: left('ecs deploy'), 'monitor-express-gateway-service': left('ecs monitor-express-gateway-service') },
  events: { wizard: left('events wizard') },
  iam: { wizard: left('iam wizard') },
  lambda: { wizard: left('lambda wizard') },
  logs: { tail: logsTail, 'start-live-tail': left('logs start-live-tail') },
};

/** The additions of a service's command. */
export const extraCommands = (command: string): Readonly<Record<string, ExtraCommand>> => TABLE[command] ?? {};
