// The patterns of `artifacts.files`: `*` within a folder, `**` through folders, `?` and `[…]`.

const compiled = new Map<string, RegExp>();

/** Whether `path` (relative, no leading slash) fits `pattern`. */
export function fitsGlob(pattern: string, path: string): boolean {
  let expression = compiled.get(pattern);
  if (!expression) {
    if (compiled.size > 500) compiled.clear();
    expression = new RegExp(`^${translate(cleanPattern(pattern))}$`, 's');
    compiled.set(pattern, expression);
  }
  return expression.test(path);
}

/** A pattern without `./` before it and doubled slashes in it. */
export const cleanPattern = (pattern: string): string => pattern.replace(/\/{2,}/g, '/').replace(/^(\.\/)+/, '');

function translate(pattern: string): string {
  let expression = '';
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i]!;
    if (pattern.startsWith('**/', i) && (i === 0 || pattern[i - 1] === '/')) {
      expression += '(?:[^/]+/)*';
      i += 2;
    } else if (pattern.startsWith('**', i)) {
      expression += '.*';
      i++;
    } else if (char === '*') expression += '[^/]*';
    else if (char === '?') expression += '[^/]';
    else if (char === '[' && pattern.indexOf(']', i + 2) > 0) {
      const end = pattern.indexOf(']', i + 2);
      expression += `[${pattern
        .slice(i + 1, end)
        .replace(/^!/, '^')
        .replace(/\\/g, '\\\\')}]`;
      i = end;
    } else expression += char.replace(/[.+^${}()|[\]\\]/, '\\$&');
  }
  return expression;
}
