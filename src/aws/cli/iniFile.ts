// The files under ~/.aws: sections of names and values, and one level of nesting.

/** A value, or the names under it. */
export type IniValue = string | Readonly<Record<string, string>>;
export type IniSections = Readonly<Record<string, Readonly<Record<string, IniValue>>>>;

/** Reads a file as Python's configparser does. Lines that are neither section nor value are passed over. */
export function parseIni(text: string): IniSections {
  const sections: Record<string, Record<string, IniValue>> = {};
  let section: Record<string, IniValue> | undefined;
  let name: string | undefined;
  for (const line of text.split('\n')) {
    if (/^\s*(?:[#;]|$)/.test(line)) continue;
    const header = /^\[([^\]]+)\]/.exec(line.trim())?.[1];
    const [, key, value] = /^([^:=]+?)\s*[:=]\s*(.*?)\s*$/.exec(line.trim()) ?? [];
    if (header !== undefined && !/^\s/.test(line)) {
      section = sections[header.trim()] ??= {};
      name = undefined;
    } else if (section && /^\s/.test(line) && name !== undefined && key !== undefined) {
      const before = section[name];
      section[name] = { ...(typeof before === 'object' ? before : {}), [key]: value! };
    } else if (section && key !== undefined) {
      name = key;
      section[name] = value!;
    }
  }
  return sections;
}

/** `text` with a value set in a section; comments and all other lines stay. */
export function setIni(text: string, section: string, name: string, value: string): string {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const start = lines.findIndex((line) => headerOf(line) === section);
  if (start < 0) return `${lines.map((line) => `${line}\n`).join('')}[${section}]\n${name} = ${value}\n`;
  let last = start;
  for (let i = start + 1; i < lines.length && headerOf(lines[i]!) === undefined; i++) {
    const key = /^([^:=\s][^:=]*?)\s*[:=]/.exec(lines[i]!)?.[1];
    if (key === name) return withLine(lines, i, `${name} = ${value}`, 1);
    if (lines[i]!.trim() !== '') last = i;
  }
  return withLine(lines, last + 1, `${name} = ${value}`, 0);
}

function withLine(lines: readonly string[], at: number, line: string, replaces: number): string {
  return `${[...lines.slice(0, at), line, ...lines.slice(at + replaces)].join('\n')}\n`;
}

/** The name of the section that a line opens; one in quotes is the same as one without. */
function headerOf(line: string): string | undefined {
  return /^\s*\[([^\]]+)\]/
    .exec(line)?.[1]
    ?.trim()
    .replace(/^profile\s+(["'])(.*)\1$/, 'profile $2');
}
