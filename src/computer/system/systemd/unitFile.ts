// Unit files: where they are, what they say, and the words of their command lines. See systemd.unit(5), systemd.exec(5).
import type { Files } from '../../disk/disk.ts';
import { joinPath } from '../../disk/path.ts';

/** Where systemd looks for unit files, most important first. */
export const UNIT_FOLDERS = [
  '/etc/systemd/system',
  '/run/systemd/system',
  '/usr/local/lib/systemd/system',
  '/usr/lib/systemd/system',
  '/lib/systemd/system',
];

export const ADMIN_FOLDER = '/etc/systemd/system';

/** A unit file as it was read. */
export interface UnitFile {
  /** Settings by `Section.Key`, in order; an empty assignment empties the list. */
  readonly settings: Readonly<Record<string, readonly string[]>>;
  /** What systemd grumbles about while it reads. */
  readonly warnings: readonly { readonly line: number; readonly text: string }[];
}

/** A unit as the disk has it. */
export interface FoundUnit {
  readonly path: string;
  readonly text: string;
  readonly masked: boolean;
}

/** `httpd` and `httpd.service` are one. */
export const unitName = (word: string): string => {
  const name = word.replace(/^.*\//, '');
  return /\.(service|target|timer|socket|mount|path|slice|scope)$/.test(name) ? name : `${name}.service`;
};

function fileOf(files: Files, unit: string): string | undefined {
  for (const folder of UNIT_FOLDERS) {
    const path = `${folder}/${unit}`;
    try {
      files.lstat(path);
      return path;
    } catch {
      // The next folder may have it.
    }
  }
  return undefined;
}

/** Finds the unit file of `unit`; a template `x@.service` serves `x@1.service`. */
export function findUnit(files: Files, unit: string): FoundUnit | undefined {
  const template = unit.replace(/@[^.]+\./, '@.');
  const path = fileOf(files, unit) ?? (template === unit ? undefined : fileOf(files, template));
  if (!path) return undefined;
  if (files.lstat(path).kind === 'link' && files.readlink(path) === '/dev/null')
    return { path, text: '', masked: true };
  if (!files.isFile(path)) return undefined;
  const real = files.realpath(path);
  return { path: real, text: files.readText(real) + dropIns(files, unit), masked: false };
}

function dropIns(files: Files, unit: string): string {
  let text = '';
  for (const folder of [...UNIT_FOLDERS].reverse()) {
    const path = `${folder}/${unit}.d`;
    if (!files.isDirectory(path)) continue;
    for (const name of files.readdir(path))
      if (name.endsWith('.conf')) text += `\n${files.readText(joinPath(path, name))}`;
  }
  return text;
}

const SECTION = /^(Unit|Service|Install|Timer|Socket|Path|Mount|Slice|X-.*)$/;

/** Reads the text of a unit file. Pure; results are kept by text. */
export function parseUnit(text: string): UnitFile {
  const known = parsed.get(text);
  if (known) return known;
  const settings: Record<string, string[]> = {};
  const warnings: { line: number; text: string }[] = [];
  let section: string | undefined;
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const number = i + 1;
    let line = lines[i]!.trim();
    while (line.endsWith('\\') && i + 1 < lines.length) line = `${line.slice(0, -1).trimEnd()} ${lines[++i]!.trim()}`;
    if (line === '' || /^[#;]/.test(line)) continue;
    const [, header] = /^\[(.*)\]$/.exec(line) ?? [];
    const equals = line.indexOf('=');
    if (header !== undefined) {
      section = header;
      if (!SECTION.test(header)) warnings.push({ line: number, text: `Unknown section '${header}'. Ignoring.` });
    } else if (section === undefined) warnings.push({ line: number, text: 'Assignment outside of section. Ignoring.' });
    else if (equals < 1) warnings.push({ line: number, text: "Missing '=', ignoring line." });
    else assign(settings, `${section}.${line.slice(0, equals).trim()}`, line.slice(equals + 1).trim());
  }
  const unit = { settings, warnings };
  if (parsed.size > 500) parsed.clear();
  parsed.set(text, unit);
  return unit;
}

// What a text says never changes.
const parsed = new Map<string, UnitFile>();

function assign(settings: Record<string, string[]>, key: string, value: string): void {
  if (value === '') settings[key] = [];
  else (settings[key] ??= []).push(value);
}

/** The last value of `Section.Key`. */
export const setting = (unit: UnitFile, key: string): string | undefined => unit.settings[key]?.at(-1);

/** Every value of `Section.Key`. */
export const settingList = (unit: UnitFile, key: string): readonly string[] => unit.settings[key] ?? [];

/** Milliseconds of a time span such as `5`, `1min 30s`, `500ms`; undefined when it is none, Infinity for `infinity`. */
export function timeSpan(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (text === 'infinity') return Number.POSITIVE_INFINITY;
  const units: Readonly<Record<string, number>> = {
    ms: 1,
    s: 1000,
    sec: 1000,
    m: 60_000,
    min: 60_000,
    h: 3_600_000,
    d: 86_400_000,
  };
  let total = 0;
  for (const part of text.match(/\d+(\.\d+)?\s*[a-z]*/g) ?? []) {
    const [, number, unit] = /^([\d.]+)\s*([a-z]*)$/.exec(part)!;
    total += Number(number) * (units[unit || 's'] ?? 1000);
  }
  return /\d/.test(text) ? total : undefined;
}

/** `%i`, `%n`, `%H`-like specifiers of a unit's text, replaced. */
export function expandSpecifiers(text: string, unit: string, hostname: string): string {
  const instance = /@([^.]*)\./.exec(unit)?.[1] ?? '';
  const values: Readonly<Record<string, string>> = {
    i: instance,
    I: instance,
    n: unit,
    N: unit.replace(/\.\w+$/, ''),
    p: unit.replace(/[@.].*$/, ''),
    H: hostname,
    h: '/root',
    u: 'root',
    t: '/run',
    '%': '%',
  };
  return text.replace(/%([a-zA-Z%])/g, (all, letter: string) => values[letter] ?? all);
}

/** The words of a command line or of Environment=, quotes and backslashes resolved. */
export function splitWords(text: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (character === '\\' && quote !== "'" && i + 1 < text.length) {
      const next = text[++i]!;
      word = (word ?? '') + ({ n: '\n', t: '\t', s: ' ' }[next] ?? next);
    } else if (quote) {
      if (character === quote) quote = '';
      else word += character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + character;
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** A command of Exec…=. */
export interface ExecCommand {
  readonly argv: readonly string[];
  /** A leading `-`: failing does not matter. */
  readonly ignoreFailure: boolean;
  /** A leading `+` or `!`: runs as root whatever User= says. */
  readonly privileged: boolean;
}

/** Reads one Exec…= line; variables are those of `env`: `${X}` is one word or part of one, `$X` alone is split. */
export function parseExec(line: string, env: Readonly<Record<string, string>>): ExecCommand {
  const [, prefix = '', rest = ''] = /^([-@:+!]*)\s*(.*)$/s.exec(line)!;
  const argv = splitWords(rest).flatMap((word) => {
    const [, name] = /^\$([A-Za-z_]\w*)$/.exec(word) ?? [];
    if (name) return splitWords(env[name] ?? '');
    return [
      word.replace(/\$\$|\$\{(\w+)\}/g, (all, variable?: string) =>
        variable === undefined ? '$' : (env[variable] ?? ''),
      ),
    ];
  });
  // `@` gives argv[0] apart; the program is what was named first.
  if (prefix.includes('@')) argv.splice(1, 1);
  return { argv, ignoreFailure: prefix.includes('-'), privileged: /[+!]/.test(prefix) };
}
