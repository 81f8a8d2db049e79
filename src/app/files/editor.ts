// The adapter to CodeMirror: the only file that knows it.
import { html } from '@codemirror/lang-html';
import { javascript } from '@codemirror/lang-javascript';
import { json } from '@codemirror/lang-json';
import { yaml } from '@codemirror/lang-yaml';
import { StreamLanguage } from '@codemirror/language';
import { shell } from '@codemirror/legacy-modes/mode/shell';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { basicSetup } from 'codemirror';

/** An editor of one file. */
export interface Editor {
  text(): string;
  close(): void;
}

export interface EditorOptions {
  readonly path: string;
  readonly text: string;
  readonly label: string;
  readonly readOnly: boolean;
  onSave(): void;
  onChange(): void;
}

function languageOf(path: string): Extension {
  if (/\.(m?js|cjs|ts)$/.test(path)) return javascript();
  if (/\.json$/.test(path)) return json();
  if (/\.ya?ml$/.test(path)) return yaml();
  if (/\.html?$/.test(path)) return html();
  if (/\.sh$|\/scripts\/[^.]+$/.test(path)) return StreamLanguage.define(shell);
  return [];
}

/** Puts an editor into `element`. */
export function openEditor(element: HTMLElement, options: EditorOptions): Editor {
  const save = {
    key: 'Mod-s',
    preventDefault: true,
    run: () => {
      options.onSave();
      return true;
    },
  };
  const colours = EditorView.theme({
    '&': { height: '100%', backgroundColor: 'var(--panel)', color: 'var(--ink)', fontSize: '13px' },
    '.cm-scroller': { fontFamily: 'var(--mono)' },
    '.cm-gutters': { backgroundColor: 'var(--panel)', color: 'var(--ink2)', border: 'none' },
    '.cm-content': { caretColor: 'var(--ink)' },
  });
  const view = new EditorView({
    parent: element,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        basicSetup,
        keymap.of([save]),
        languageOf(options.path),
        colours,
        EditorState.readOnly.of(options.readOnly),
        EditorView.contentAttributes.of({ 'aria-label': options.label }),
        EditorView.updateListener.of((update) => update.docChanged && options.onChange()),
      ],
    }),
  });
  return { text: () => view.state.doc.toString(), close: () => view.destroy() };
}
