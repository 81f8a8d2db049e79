// A build's log in CodeBuild's own format, sent to CloudWatch Logs in small batches as it grows.
import type { ServiceContext, TaskContext } from '../../aws/service.ts';
import { buildsTable, LOG_LINES_MAX } from './model.ts';

/** How long lines may wait before they are sent. */
const BATCH_MS = 400;

interface PendingLine {
  readonly timestamp: number;
  readonly message: string;
}

/** The log of one build under way. Lives as long as the build's task. */
export class BuildLog {
  readonly #context: ServiceContext;
  readonly #id: string;
  #pending: PendingLine[] = [];
  #partial = '';
  #lines = 0;
  #dropped = 0;
  #sending = false;
  #lastMs = 0;
  #micros = 0;
  #secrets: string[] = [];

  constructor(context: ServiceContext, id: string) {
    this.#context = context;
    this.#id = id;
  }

  /** How many lines the log has. */
  get length(): number {
    return this.#lines;
  }

  /** From now on `value` shows as ***. */
  mask(value: string): void {
    if (value.length > 2) this.#secrets.push(value);
  }

  /** A line of the agent, with its prefix. */
  agent(text: string): void {
    this.endOutput(false);
    this.#add(`[Container] ${this.#stamp()} ${text}`);
  }

  /** Output of a command, as it comes. */
  output(text: string): void {
    const lines = (this.#partial + text).split('\n');
    this.#partial = lines.pop()!;
    for (const line of lines) this.#add(line);
    // A line that never ends must not grow without limit.
    if (this.#partial.length > 16_384) this.endOutput(false);
  }

  /** Ends a command's output: what has no line end gets one, and with `blank` an empty line follows. */
  endOutput(blank: boolean): void {
    if (this.#partial !== '') this.#add(this.#partial);
    this.#partial = '';
    if (blank) this.#add('');
  }

  /** Sends what is waiting. */
  async flush(context: TaskContext): Promise<void> {
    const { logGroup, logStream } = context.kernel.table(buildsTable).must(this.#id);
    const logEvents = this.#pending;
    this.#pending = [];
    context.kernel.table(buildsTable).patch(this.#id, { logLines: this.#lines });
    if (!logGroup || !logStream || logEvents.length === 0) return;
    await context.callInternally('logs', 'PutLogEvents', {
      logGroupName: logGroup,
      logStreamName: logStream,
      logEvents,
    });
  }

  #add(line: string): void {
    if (this.#lines >= LOG_LINES_MAX) {
      if (this.#dropped++ > 0) return;
      line = `Slipway keeps ${LOG_LINES_MAX} lines of a build's log; the rest of this one is left out. Print less.`;
    }
    this.#lines++;
    const message = this.#secrets.reduce((text, secret) => text.replaceAll(secret, '***'), line);
    this.#pending.push({ timestamp: this.#context.now, message: `${message}\n` });
    if (this.#sending) return;
    this.#sending = true;
    this.#context.start(`log of build ${this.#id}`, async (context) => {
      await context.task.sleep(BATCH_MS);
      this.#sending = false;
      if (context.kernel.table(buildsTable).has(this.#id)) await this.flush(context);
    });
  }

  /** `YYYY/MM/DD HH:MM:SS.ffffff`, strictly growing. */
  #stamp(): string {
    const { now } = this.#context;
    this.#micros = now === this.#lastMs ? Math.min(999, this.#micros + 17) : (now * 7) % 400;
    this.#lastMs = now;
    const text = new Date(now).toISOString();
    const micros = String(this.#micros).padStart(3, '0');
    return `${text.slice(0, 10).replaceAll('-', '/')} ${text.slice(11, 23)}${micros}`;
  }
}
