// The words of a curl command. Letters and long names are those of curl(1).

/** What a curl command asks for. */
export interface CurlRequest {
  readonly urls: readonly string[];
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, readonly string[]>;
}

/** curl cannot make sense of its words. */
export class CurlUsage extends Error {}

/** Letters of options that take a value, and their long names. */
const VALUES: Readonly<Record<string, string>> = {
  o: 'output',
  X: 'request',
  d: 'data',
  H: 'header',
  w: 'write-out',
  u: 'user',
  m: 'max-time',
  A: 'user-agent',
  e: 'referer',
  b: 'cookie',
  c: 'cookie-jar',
  F: 'form',
  T: 'upload-file',
  x: 'proxy',
  E: 'cert',
  K: 'config',
  r: 'range',
  D: 'dump-header',
};
const FLAGS: Readonly<Record<string, string>> = {
  s: 'silent',
  S: 'show-error',
  f: 'fail',
  L: 'location',
  O: 'remote-name',
  I: 'head',
  i: 'include',
  k: 'insecure',
  v: 'verbose',
  G: 'get',
  J: 'remote-header-name',
  N: 'no-buffer',
  q: 'disable',
  g: 'globoff',
  '#': 'progress-bar',
  V: 'version',
  h: 'help',
  '4': 'ipv4',
  '6': 'ipv6',
  '0': 'http1.0',
  R: 'remote-time',
  Z: 'parallel',
  n: 'netrc',
};
const LONG_VALUES = new Set([
  ...Object.values(VALUES),
  'data-raw',
  'data-binary',
  'data-urlencode',
  'data-ascii',
  'json',
  'url',
  'retry',
  'retry-delay',
  'retry-max-time',
  'connect-timeout',
  'resolve',
  'cacert',
  'capath',
  'interface',
  'proto',
  'limit-rate',
  'max-redirs',
  'noproxy',
  'stderr',
  'output-dir',
  'aws-sigv4',
  'oauth2-bearer',
  'unix-socket',
]);
const LONG_FLAGS = new Set([
  ...Object.values(FLAGS),
  'fail-with-body',
  'compressed',
  'retry-connrefused',
  'retry-all-errors',
  'create-dirs',
  'location-trusted',
  'tlsv1.2',
  'tlsv1.3',
  'http1.1',
  'http2',
  'no-progress-meter',
  'basic',
  'digest',
  'anyauth',
  'path-as-is',
  'raw',
  'no-keepalive',
  'fail-early',
  'show-headers',
  'no-location',
  'no-silent',
  'ssl-reqd',
  'tcp-nodelay',
]);

/** Reads the words of a curl command. @throws CurlUsage */
export function readCurlArguments(words: readonly string[]): CurlRequest {
  const urls: string[] = [];
  const flags = new Set<string>();
  const values = new Map<string, string[]>();
  const rest = [...words];
  const put = (name: string, value: string | undefined, shown: string): void => {
    if (value === undefined) throw new CurlUsage(`option ${shown}: requires parameter`);
    values.set(name, [...(values.get(name) ?? []), value]);
    if (name === 'url') urls.push(value);
  };
  while (rest.length > 0) {
    const word = rest.shift()!;
    if (word === '--') urls.push(...rest.splice(0));
    else if (word.startsWith('--')) {
      const name = word.slice(2);
      if (LONG_VALUES.has(name)) put(name, rest.shift(), word);
      else if (LONG_FLAGS.has(name)) flags.add(name);
      else throw new CurlUsage(`option ${word}: is unknown`);
    } else if (/^-./.test(word)) readLetters(word, rest, flags, put);
    else urls.push(word);
  }
  return { urls, flags, values };
}

function readLetters(
  word: string,
  rest: string[],
  flags: Set<string>,
  put: (name: string, value: string | undefined, shown: string) => void,
): void {
  for (let i = 1; i < word.length; i++) {
    const letter = word[i]!;
    if (VALUES[letter]) {
      put(VALUES[letter], word.slice(i + 1) || rest.shift(), `-${letter}`);
      return;
    }
    if (!FLAGS[letter]) throw new CurlUsage(`option ${word}: is unknown`);
    flags.add(FLAGS[letter]);
  }
}
