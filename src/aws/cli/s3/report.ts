// What the transfer commands print: progress on a line that is written over, a line for each file, errors.
import type { Session } from '../session.ts';
import { humanSize } from './location.ts';

/** How much is printed. */
export interface ReportOptions {
  readonly quiet: boolean;
  readonly onlyErrors: boolean;
  readonly progress: boolean;
  readonly multiline: boolean;
}

/** Counts transfers and tells of them. */
export class Report {
  readonly #session: Session;
  readonly #options: ReportOptions;
  readonly #startedAt: number;
  #expectedBytes = 0;
  #expectedFiles = 0;
  #bytes = 0;
  #files = 0;
  #progressLength = 0;
  failed = 0;
  warned = 0;

  constructor(session: Session, options: ReportOptions) {
    this.#session = session;
    this.#options = options;
    this.#startedAt = session.now;
  }

  /** What is going to be moved. */
  expect(sizes: readonly number[]): void {
    this.#expectedFiles = sizes.length;
    this.#expectedBytes = sizes.reduce((sum, size) => sum + size, 0);
  }

  /** Bytes have gone over. */
  async progressed(bytes: number): Promise<void> {
    this.#bytes += bytes;
    await this.#showProgress();
  }

  async succeeded(verb: string, what: string): Promise<void> {
    this.#files++;
    if (!this.#options.onlyErrors) await this.#out(`${verb}: ${what}`);
    await this.#showRest();
  }

  async wouldDo(verb: string, what: string): Promise<void> {
    this.#files++;
    if (!this.#options.quiet) await this.#out(`(dryrun) ${verb}: ${what}`);
  }

  async fails(verb: string, what: string, message: string): Promise<void> {
    this.#files++;
    this.failed++;
    await this.#error(`${verb} failed: ${what} ${message}`);
    await this.#showRest();
  }

  async warn(message: string): Promise<void> {
    this.warned++;
    await this.#error(message);
  }

  /** Ends the command. */
  async fatal(message: string): Promise<void> {
    this.failed++;
    await this.#error(`fatal error: ${message}`);
  }

  /** 1 when something failed, 2 when something was passed over. */
  get status(): number {
    return this.failed > 0 ? 1 : this.warned > 0 ? 2 : 0;
  }

  async #showRest(): Promise<void> {
    if (this.#files < this.#expectedFiles) await this.#showProgress();
  }

  async #showProgress(): Promise<void> {
    const { quiet, onlyErrors, progress, multiline } = this.#options;
    if (quiet || onlyErrors || !progress) return;
    const remaining = `${this.#expectedFiles - this.#files} file(s) remaining`;
    const text =
      this.#expectedBytes > 0
        ? `Completed ${humanSize(this.#bytes)}/${humanSize(this.#expectedBytes)} (${humanSize(this.#speed())}/s) with ${remaining}`
        : `Completed ${this.#files} file(s) with ${remaining}`;
    const line = text.padEnd(this.#progressLength);
    if (!multiline) this.#progressLength = line.length;
    await this.#session.write(line + (multiline ? '\n' : '\r'));
  }

  /** Bytes a second since the start. */
  #speed(): number {
    const ms = this.#session.now - this.#startedAt;
    return ms > 0 ? (this.#bytes * 1000) / ms : 0;
  }

  async #out(line: string): Promise<void> {
    if (this.#options.quiet) return;
    await this.#session.write(`${line.padEnd(this.#progressLength)}\n`);
    this.#progressLength = 0;
  }

  async #error(line: string): Promise<void> {
    if (this.#options.quiet) return;
    await this.#session.warn(`${line.padEnd(this.#progressLength)}\n`);
    this.#progressLength = 0;
  }
}
