// How the parts of a statement compare with a request. IAM user guide, "IAM JSON policy elements".

/** Condition keys of a request, names in lower case. */
export type RequestContext = ReadonlyMap<string, string | readonly string[]>;

/** Whether `text` fits `pattern`, in which `*` is any run of characters and `?` any one. */
export function globMatches(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let mark = 0;
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p++;
      mark = t;
    } else if (p < pattern.length && (pattern[p] === '?' || unescape(pattern[p]!) === text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++mark;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

// `${*}`, `${?}` and `${$}` stand for the characters themselves: they travel through the matching as private ones.
const LITERALS: Readonly<Record<string, string>> = { '\ue000': '*', '\ue001': '?', '\ue002': '$' };
const unescape = (character: string): string => LITERALS[character] ?? character;
const escape = (text: string): string =>
  text.replace(/[*?]/g, (character) => (character === '*' ? '\ue000' : '\ue001'));

/** Whether an action such as `s3:GetObject` fits a pattern; case does not matter, the service's name takes no wildcards. */
export function actionMatches(pattern: string, action: string): boolean {
  if (pattern === '*') return true;
  const [service, name] = pattern.toLowerCase().split(':');
  const [askedService, askedName] = action.toLowerCase().split(':');
  return service === askedService && !!name && !!askedName && !/\s/.test(name) && globMatches(name, askedName);
}

/**
 * `text` with its policy variables filled in; undefined when one has no value.
 * What is filled in is literal: a `*` in a value is no wildcard.
 */
export function fillVariables(text: string, context: RequestContext, version: string): string | undefined {
  if (version !== '2012-10-17' || !text.includes('${')) return text;
  let missing = false;
  const filled = text.replace(/\$\{([^}]*)\}/g, (_, inside: string) => {
    if (inside === '*' || inside === '?') return escape(inside);
    if (inside === '$') return '\ue002';
    const [, key = '', fallback] = /^\s*([^,\s]+)(?:,\s*'([^']*)')?\s*$/.exec(inside) ?? [];
    const value = context.get(key.toLowerCase()) ?? fallback;
    if (typeof value !== 'string') missing = true;
    return typeof value === 'string' ? escape(value) : '';
  });
  return missing ? undefined : filled;
}

/** Whether the ARN `resource` fits `pattern`: five segments alone and ignoring case, the rest as one, with its case. */
export function resourceMatches(pattern: string, resource: string, context: RequestContext, version: string): boolean {
  if (pattern === '*') return true;
  const filled = fillVariables(pattern, context, version);
  if (filled === undefined || resource === '*') return false;
  const wanted = filled.split(':');
  const asked = resource.split(':');
  while (wanted.length < 6) wanted.push('*');
  for (let i = 0; i < 5; i++) if (!globMatches(wanted[i]!.toLowerCase(), (asked[i] ?? '').toLowerCase())) return false;
  return globMatches(wanted.slice(5).join(':'), asked.slice(5).join(':'));
}
