// `aws codecommit credential-helper`: what git asks for a name and a password. The password is a signature over the
// host and path; CodeCommit's git door checks it (see ../gitCredential.ts).
import { readAll } from '../../computer/io.ts';
import { toText } from '../../lib/bytes.ts';
import { gitPassword } from '../gitCredential.ts';
import { parseKnown } from './argumentParser.ts';
import { UnknownOptions } from './failure.ts';
import { plainHelp } from './help.ts';
import type { Session } from './session.ts';
import { generalFailure, wrongParameter } from './failure.ts';

const PATH = 'codecommit credential-helper';

/** `get` answers git's question on standard input; `store` and `erase` do nothing, for nothing is kept. */
export async function credentialHelper(session: Session, words: readonly string[]): Promise<number> {
  const known = [
    { name: '--ignore-host-check', dest: 'any', count: 0, constant: true },
    { name: 'subcommand', dest: 'subcommand', count: '?', choices: ['get', 'store', 'erase', 'help'] },
  ] as const;
  const { values, rest } = parseKnown(known, words);
  if (rest.length > 0) throw new UnknownOptions(rest);
  const subcommand = values.get('subcommand');
  if (subcommand === undefined) {
    throw wrongParameter(`usage: aws [options] ${PATH} <subcommand> [parameters]\naws: [ERROR]: too few arguments`);
  }
  if (subcommand === 'help') {
    await session.write(
      plainHelp(PATH, 'Gives git a user name and password for CodeCommit.', [], ['erase', 'get', 'store']),
    );
  } else if (subcommand === 'get') await get(session, values.has('any'));
  return 0;
}

async function get(session: Session, anyHost: boolean): Promise<void> {
  const text = toText(await readAll(session.context.stdin, session.context.task));
  const asked = new Map(
    text
      .split('\n')
      .filter((line) => line.includes('='))
      .map((line) => line.trim().split(/=(.*)/s).slice(0, 2) as [string, string]),
  );
  const host = asked.get('host');
  const path = asked.get('path');
  if (host === undefined) throw generalFailure("'host'");
  if (!anyHost && !/amazon(?:aws)?\.com/.test(host)) return;
  if (path === undefined) throw generalFailure("'path'");
  const { accessKeyId, secretAccessKey = '', sessionToken } = await session.credentials();
  const named = /^(?:vpce-.+\.)?git-codecommit(?:-fips)?\.([^.]+)\.(?:vpce\.)?amazonaws\.com/.exec(host)?.[1];
  const region = named ?? (await session.region()) ?? session.door.region;
  const password = gitPassword({
    secretAccessKey,
    region,
    host: host.split(':')[0]!,
    path: `/${path}`,
    at: session.now,
  });
  const username = sessionToken === undefined ? accessKeyId : `${accessKeyId}%${sessionToken}`;
  await session.write(`username=${username}\npassword=${password}\n`);
}
