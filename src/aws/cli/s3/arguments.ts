// The words that the `aws s3` commands take.
import type { Argument } from '../argumentParser.ts';

const flag = (name: string, dest = name, constant: unknown = true): Argument => ({
  name: `--${name}`,
  dest,
  count: 0,
  constant,
});
const option = (name: string, more: Partial<Argument> = {}): Argument => ({
  name: `--${name}`,
  dest: name,
  count: 1,
  ...more,
});

const REPORT = [flag('dryrun'), flag('quiet'), flag('only-show-errors')];
const PROGRESS = [flag('no-progress'), option('progress-frequency', { type: 'int' }), flag('progress-multiline')];
const RECURSIVE = flag('recursive');

/** Options that become members of the requests that write an object. */
const OBJECT = [
  option('acl'),
  option('storage-class'),
  option('content-type'),
  option('cache-control'),
  option('content-disposition'),
  option('content-encoding'),
  option('content-language'),
  option('expires'),
  option('metadata'),
  option('metadata-directive', { choices: ['COPY', 'REPLACE'] }),
  option('website-redirect'),
  option('sse', { count: '?', constant: 'AES256', choices: ['AES256', 'aws:kms'] }),
  option('sse-kms-key-id'),
  option('copy-props', { choices: ['none', 'metadata-directive', 'default'] }),
];

const TRANSFER = [
  ...REPORT,
  ...PROGRESS,
  ...OBJECT,
  flag('follow-symlinks', 'follow', true),
  flag('no-follow-symlinks', 'follow', false),
  flag('no-guess-mime-type', 'guess', false),
  flag('ignore-glacier-warnings'),
  flag('force-glacier-transfer'),
  flag('no-overwrite'),
  option('source-region'),
  option('page-size', { type: 'int' }),
  option('request-payer', { count: '?', constant: 'requester' }),
];

const paths = (count: number | '?'): Argument => ({ name: 'paths', dest: 'paths', count, required: count !== '?' });

/** What each command takes; `--include` and `--exclude` are read apart, for their order counts. */
export const S3_ARGUMENTS: Readonly<Record<string, readonly Argument[]>> = {
  ls: [
    paths('?'),
    RECURSIVE,
    option('page-size', { type: 'int' }),
    flag('human-readable'),
    flag('summarize'),
    option('request-payer', { count: '?' }),
    option('bucket-name-prefix'),
    option('bucket-region'),
  ],
  cp: [paths(2), ...TRANSFER, option('expected-size'), RECURSIVE],
  mv: [paths(2), ...TRANSFER, RECURSIVE],
  rm: [paths(1), ...REPORT, RECURSIVE, option('page-size', { type: 'int' }), option('request-payer', { count: '?' })],
  sync: [paths(2), ...TRANSFER, flag('delete'), flag('size-only'), flag('exact-timestamps')],
  mb: [{ name: 'path', dest: 'path', count: 1, required: true }, option('tags', { count: '+' })],
  rb: [{ name: 'path', dest: 'path', count: 1, required: true }, flag('force')],
  presign: [{ name: 'path', dest: 'path', count: 1, required: true }, option('expires-in', { type: 'int' })],
};

/** A rule of `--include` or `--exclude`; later ones count more. */
export interface FilterRule {
  readonly include: boolean;
  readonly pattern: string;
}

/** Takes the rules out of `words`. */
export function takeFilters(words: readonly string[]): { rules: FilterRule[]; rest: string[] } {
  const rules: FilterRule[] = [];
  const rest: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const [, kind, joined] = /^--(include|exclude)(?:=(.*))?$/s.exec(words[i]!) ?? [];
    if (kind === undefined) rest.push(words[i]!);
    else {
      const pattern = joined ?? words[++i];
      if (pattern === undefined) return { rules, rest: [...rest, `--${kind}`] };
      rules.push({ include: kind === 'include', pattern });
    }
  }
  return { rules, rest };
}
