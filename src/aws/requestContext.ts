// The condition keys of a request: what policies can ask about besides action and resource.
import type { Kernel } from '../kernel/kernel.ts';
import { rolesTable, usersTable, type Caller } from './iam/model.ts';
import type { RequestContext } from './iam/match.ts';

interface Place {
  readonly kernel: Kernel;
  readonly account: string;
  readonly region: string;
}

const TYPES = { root: 'Account', user: 'User', role: 'AssumedRole', service: 'AWSService' } as const;

/** The global keys of IAM's reference that the simulator knows, and those of the operation. Names in lower case. */
export function requestContext(
  place: Place,
  caller: Caller,
  own: Readonly<Record<string, string | readonly string[]>>,
): RequestContext {
  const { kernel, account, region } = place;
  const context = new Map<string, string | readonly string[]>([
    ['aws:currenttime', new Date(kernel.now).toISOString()],
    ['aws:epochtime', String(Math.floor(kernel.now / 1000))],
    ['aws:principaltype', TYPES[caller.kind]],
    ['aws:userid', caller.kind === 'root' ? account : caller.id],
    ['aws:requestedregion', region],
    ['aws:securetransport', 'true'],
    ['aws:resourceaccount', account],
    ['aws:principalisawsservice', String(caller.kind === 'service')],
  ]);
  if (caller.kind !== 'service') context.set('aws:principalaccount', account);
  if (caller.kind === 'user') {
    context.set('aws:username', caller.user).set('aws:principalarn', caller.arn);
    addTags(context, kernel.table(usersTable).get(caller.user)?.tags);
  } else if (caller.kind === 'role') {
    const role = kernel.table(rolesTable).get(caller.role);
    context.set('aws:principalarn', role?.arn ?? caller.arn).set('aws:multifactorauthpresent', 'false');
    addTags(context, role?.tags);
  }
  for (const [key, value] of Object.entries(own)) context.set(key.toLowerCase(), value);
  return context;
}

function addTags(context: Map<string, string | readonly string[]>, tags: Readonly<Record<string, string>> = {}): void {
  for (const [key, value] of Object.entries(tags)) context.set(`aws:principaltag/${key.toLowerCase()}`, value);
}
