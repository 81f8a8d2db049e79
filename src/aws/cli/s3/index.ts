// `aws s3`: files and buckets without the API's words.
import { parseKnown } from '../argumentParser.ts';
import { notSimulated, wrongParameter } from '../failure.ts';
import { plainHelp } from '../help.ts';
import type { Session } from '../session.ts';
import { S3_ARGUMENTS, takeFilters } from './arguments.ts';
import { mb, presign, rb } from './buckets.ts';
import { ls } from './listing.ts';
import { transfer } from './transfer.ts';

const COMMANDS = Object.keys(S3_ARGUMENTS);

/** Runs `aws s3 …words`. @throws CliFailure, ServiceFailure */
export async function s3(session: Session, words: readonly string[]): Promise<number> {
  const { values, rest } = parseKnown(
    [{ name: 'subcommand', dest: 'subcommand', count: '?', choices: [...COMMANDS, 'website', 'help'] }],
    words,
  );
  const command = values.get('subcommand') as string | undefined;
  if (command === undefined) {
    throw wrongParameter('usage: aws [options] s3 <subcommand> [parameters]\naws: [ERROR]: too few arguments');
  }
  if (command === 'website') throw notSimulated('aws s3 website');
  if (command === 'help') {
    await session.write(plainHelp('s3', 'Works with files and buckets.', [], COMMANDS));
    return 0;
  }
  return run(session, command, rest);
}

async function run(session: Session, command: string, words: readonly string[]): Promise<number> {
  const known = S3_ARGUMENTS[command]!;
  if (words.length === 1 && words[0] === 'help') {
    await session.write(
      plainHelp(
        `s3 ${command}`,
        'Works with files and buckets.',
        known.map(({ name }) => name),
      ),
    );
    return 0;
  }
  const { rules, rest: withoutFilters } = ['cp', 'mv', 'rm', 'sync'].includes(command)
    ? takeFilters(words)
    : { rules: [], rest: [...words] };
  const { values, rest } = parseKnown(known, withoutFilters);
  if (rest.length > 0) throw wrongParameter(`Unknown options: ${rest.join(',')}`);
  await session.connect('s3');
  switch (command) {
    case 'ls':
      return ls(session, values);
    case 'mb':
      return mb(session, values);
    case 'rb':
      return rb(session, values, (path) => run(session, 'rm', [path, '--recursive']));
    case 'presign':
      return presign(session, values);
    default:
      return transfer(session, command as 'cp', values, rules);
  }
}
