// Which versions of which runtimes the build images offer, as the images' own `runtimes.yml` lists them (April 2026).

interface Runtime {
  readonly title: string;
  /** Versions by how a buildspec names them, and the exact version behind. */
  readonly versions: Readonly<Record<string, string>>;
  /** The command that switches, as the image logs it. */
  readonly command: (version: string, exact: string) => string;
  /** Versions that newer images fetch on demand. */
  readonly custom?: RegExp;
}

const same = (...versions: string[]): Record<string, string> =>
  Object.fromEntries(versions.map((version) => [version, version]));
const digits = (version: string): string => version.replace(/\D/g, '');

const RUNTIMES: Readonly<Record<string, Runtime>> = {
  dotnet: {
    title: '.NET',
    versions: same('6.0', '8.0', '10.0'),
    command: (_, exact) => `dotnet new globaljson --sdk-version ${exact} --roll-forward latestFeature --output .`,
    custom: /^(3\.1|5\.0|7\.0|9\.0)/,
  },
  golang: {
    title: 'Go',
    versions: same('1.20', '1.21', '1.22', '1.23', '1.24', '1.25', '1.26'),
    command: (version) => `goenv global  $GOLANG_${digits(version.replace(/^1\./, ''))}_VERSION`,
    custom: /^1\.(1\d|\d)(\.\d+)?$/,
  },
  java: {
    title: 'Corretto(OpenJDK)',
    versions: same('corretto8', 'corretto11', 'corretto17', 'corretto21', 'corretto25'),
    command: (version) => `export JAVA_HOME="$JAVA_${digits(version)}_HOME"`,
  },
  nodejs: {
    title: 'Node.js',
    versions: { '18': '18.20.8', '20': '20.20.0', '22': '22.22.0', '24': '24.14.0' },
    command: (version) => `n $NODE_${digits(version)}_VERSION`,
    custom: /^(8|9|1\d|2[0-5])(\.\d+(\.\d+)?)?(\.x)?$/,
  },
  php: {
    title: 'PHP',
    versions: same('8.2', '8.3', '8.4', '8.5'),
    command: (version) => `phpenv global $PHP_${digits(version)}_VERSION`,
    custom: /^(7\.[1-4]|8\.[0-5])(\.\d+)?$/,
  },
  python: {
    title: 'Python',
    versions: {
      '3.9': '3.9.25',
      '3.10': '3.10.20',
      '3.11': '3.11.15',
      '3.12': '3.12.13',
      '3.13': '3.13.12',
      '3.14': '3.14.3',
    },
    command: (version) => `pyenv global  $PYTHON_${digits(version)}_VERSION`,
    custom: /^(2\.7|3\.([6-9]|1[0-4]))(\.\d+)?$/,
  },
  ruby: {
    title: 'Ruby',
    versions: same('3.1', '3.2', '3.3', '3.4', '4.0'),
    command: (version) => `rbenv global $RUBY_${digits(version)}_VERSION`,
    custom: /^(2\.[4-7]|3\.[0-4])(\.\d+)?$/,
  },
};

/** How a chosen runtime is switched to. */
export interface RuntimeChoice {
  readonly name: string;
  /** As the buildspec has it. */
  readonly wanted: string;
  readonly lines: readonly { readonly command: string; readonly output: string }[];
}

/** Chooses a runtime's version. @returns the choice, or the message of YAML_FILE_ERROR. */
export function chooseRuntime(name: string, wanted: string): RuntimeChoice | string {
  const runtime = RUNTIMES[name];
  if (!runtime) {
    return `Unknown runtime named '${name}'. This build image has the following runtimes: ${Object.keys(RUNTIMES).join(', ')}`;
  }
  const offered = Object.keys(runtime.versions);
  const version = wanted === 'latest' ? offered.at(-1)! : wanted.replace(/\.x$/, '');
  const exact = runtime.versions[version];
  if (exact !== undefined) {
    const title = `Installing ${runtime.title} version ${version.replace('corretto', '')} ...`;
    return {
      name,
      wanted,
      lines: [echo(title), { command: runtime.command(version, exact), output: installed(name, exact) }],
    };
  }
  if (!runtime.custom?.test(wanted)) {
    return `Unknown runtime version named '${wanted}' of ${name}. This build image has the following versions: ${offered.join(', ')}`;
  }
  return { name, wanted, lines: [echo(`Installing custom ${runtime.title} version ${wanted} ...`)] };
}

const echo = (text: string) => ({ command: `echo "${text}"`, output: `${text}\n` });

const installed = (name: string, exact: string): string =>
  name === 'nodejs' ? `     copying : node/${exact}\n   installed : v${exact}\n` : '';
