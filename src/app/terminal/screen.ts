// The adapter to xterm.js: the only file that knows it.
import { FitAddon } from '@xterm/addon-fit';
import { Terminal as Xterm } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';

/** A screen that text is written to and keys come from. */
export interface Screen {
  write(text: string): void;
  clear(): void;
  focus(): void;
  fit(): void;
  readerMode(on: boolean): void;
  onKeys(take: (data: string) => void): void;
  close(): void;
}

/** Puts a terminal screen into `element`. */
export function openScreen(element: HTMLElement, options: { reader: boolean }): Screen {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const terminal = new Xterm({
    convertEol: true,
    fontFamily: colour('--mono'),
    fontSize: 13,
    cursorBlink: false,
    screenReaderMode: options.reader,
    scrollback: 5_000,
    theme: { background: colour('--term'), foreground: colour('--term-ink'), cursor: colour('--term-ink') },
  });
  const fitting = new FitAddon();
  terminal.loadAddon(fitting);
  terminal.open(element);
  fitting.fit();
  // Tab moves the focus on when Shift is held, so that the keyboard is not trapped.
  terminal.attachCustomKeyEventHandler((event) => !(event.key === 'Tab' && event.shiftKey));
  return {
    write: (text) => terminal.write(text),
    clear: () => terminal.reset(),
    focus: () => terminal.focus(),
    fit: () => fitting.fit(),
    readerMode: (on) => void (terminal.options.screenReaderMode = on),
    onKeys: (take) => void terminal.onData(take),
    close: () => terminal.dispose(),
  };
}
