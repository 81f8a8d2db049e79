// CodeBuild's parser speaks as libyaml does; this finds its words for what ours objects to.
import { LineCounter, parseDocument, type Document, type YAMLParseError } from 'yaml';
import { BuildspecError } from './buildspec.ts';

/** Parses YAML 1.1 (JSON is YAML). @throws BuildspecError in libyaml's words */
export function parseYaml(text: string): { document: Document.Parsed; lines: LineCounter } {
  const lines = new LineCounter();
  const document = parseDocument(text.replace(/^\uFEFF/, ''), {
    version: '1.1',
    lineCounter: lines,
    // libyaml's loaders keep the last of two equal keys.
    uniqueKeys: false,
    prettyErrors: false,
  });
  const error = document.errors[0];
  if (error) throw new BuildspecError(libyamlMessage(error, text, lines));
  const alias = undefinedAlias(text);
  if (alias !== undefined) throw new BuildspecError(`unknown anchor '${alias}' referenced`);
  return { document, lines };
}

function libyamlMessage(error: YAMLParseError, text: string, lines: LineCounter): string {
  const { line } = lines.linePos(error.pos[0]);
  const source = text.split('\n')[line - 1] ?? '';
  if (/^[ ]*\t/.test(source) || error.code === 'TAB_AS_INDENT' || error.code === 'BAD_SCALAR_START') {
    return `found character that cannot start any token at line ${line}`;
  }
  const problem = problemOf(error, text);
  // As in libyaml, scanning counts lines from one and parsing from zero.
  return `${problem.text} at line ${problem.scanned ? line : line - 1}`;
}

function problemOf({ code, message }: YAMLParseError, text: string): { text: string; scanned: boolean } {
  if (code === 'BLOCK_AS_IMPLICIT_KEY' || /Nested mappings|Implicit map keys? need/.test(message)) {
    return { text: 'mapping values are not allowed in this context', scanned: false };
  }
  if (code === 'MULTILINE_IMPLICIT_KEY' || /Implicit keys need to be on a single line/.test(message)) {
    return { text: "could not find expected ':'", scanned: true };
  }
  if (/quote/i.test(message)) return { text: 'found unexpected end of stream', scanned: true };
  if (/flow (sequence|map)|Flow (sequence|map)|must end with a [\]}]/.test(message)) {
    const close = /\]|sequence/.test(message) ? ']' : '}';
    return { text: `did not find expected ',' or '${close}'`, scanned: false };
  }
  if (code === 'BAD_ALIAS') return { text: 'did not find expected alphabetic or numeric character', scanned: true };
  if (code === 'BAD_DQ_ESCAPE') return { text: 'found unknown escape character', scanned: true };
  if (code === 'MULTIPLE_DOCS') return { text: 'did not find expected <document start>', scanned: false };
  if (/seq|sequence/i.test(message) && text.includes('-')) {
    return { text: "did not find expected '-' indicator", scanned: false };
  }
  return { text: 'did not find expected key', scanned: false };
}

/** The first alias whose anchor the text nowhere sets. */
function undefinedAlias(text: string): string | undefined {
  for (const [, name] of text.matchAll(/(?:^|[\s:[,-])\*([\w-]+)\s*(?:#.*)?$/gm)) {
    if (!new RegExp(`&${name}(?![\\w-])`).test(text)) return name;
  }
  return undefined;
}
