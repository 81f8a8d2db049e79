// The page's side of a world: what the worker tells of it, as runes, and what the viewer wants of it.
import { applyDelta, emptyFrame, type Frame } from '../../kernel/frames.ts';
import type { Data } from '../../lib/json.ts';
import type { Speed } from '../../kernel/pacer.ts';
import type { BranchInfo, FromWorld, ToWorld, Trouble, WorldFile } from './protocol.ts';
import { Recent } from './recent.ts';

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** One world in the page. */
export class WorldClient {
  /** The newest frame. */
  live = $state.raw<Frame>(emptyFrame);
  /** The frame of an earlier moment, while the viewer looks back. */
  past = $state.raw<Frame | undefined>(undefined);
  opened = $state(false);
  paused = $state(true);
  speed = $state<Speed>(8);
  branch = $state('main');
  branches = $state.raw<readonly BranchInfo[]>([]);
  canUndo = $state(false);
  canRedo = $state(false);
  trouble = $state.raw<Trouble | undefined>(undefined);
  readonly frame: Frame = $derived(this.past ?? this.live);
  readonly user = $derived(this.#user());
  readonly #port: Worker;
  readonly #recent = new Recent();
  #waiting = new Map<number, Waiting>();
  #asked = 0;

  constructor(id: string, port: Worker) {
    this.#port = port;
    port.addEventListener('message', ({ data }: MessageEvent<FromWorld>) => this.#take(data));
    port.addEventListener('error', (event) => (this.trouble = { code: 'stopped', text: event.message }));
    this.#send({ kind: 'open', world: id });
  }

  #user(): string {
    const [session] = this.live.tables.get('desk.sessions')?.values() ?? [];
    return (session as { user: string } | undefined)?.user ?? '';
  }

  #send(message: ToWorld): void {
    this.#port.postMessage(message);
  }

  #take(message: FromWorld): void {
    if (message.kind === 'frame') this.#takeFrame(message.whole ? emptyFrame : this.live, message);
    else if (message.kind === 'past') this.past = applyDelta(emptyFrame, message.delta);
    else if (message.kind === 'pace') Object.assign(this, { paused: message.paused, speed: message.speed });
    else if (message.kind === 'trouble') this.trouble = message.trouble;
    else if (message.kind === 'answer') this.#takeAnswer(message);
    else {
      const { branch, branches, canUndo, canRedo } = message;
      Object.assign(this, { branch, branches, canUndo, canRedo });
    }
  }

  #takeFrame(before: Frame, message: Extract<FromWorld, { kind: 'frame' }>): void {
    if (message.whole) this.#recent.clear();
    this.live = applyDelta(before, message.delta);
    this.#recent.add(this.live);
    this.opened = true;
  }

  #takeAnswer({ id, value, error }: Extract<FromWorld, { kind: 'answer' }>): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(value);
    else waiting?.reject(new Error(error));
  }

  #ask<T>(message: { kind: 'query'; name: string; params: Data } | { kind: 'export' }): Promise<T> {
    const id = ++this.#asked;
    this.#send({ ...message, id });
    return new Promise<T>((resolve, reject) =>
      this.#waiting.set(id, { resolve: resolve as Waiting['resolve'], reject }),
    );
  }

  /** Asks the world; nothing changes in it. */
  query<T>(name: string, params: Data): Promise<T> {
    return this.#ask<T>({ kind: 'query', name, params });
  }

  /** The world as a file. */
  file(): Promise<WorldFile> {
    return this.#ask<WorldFile>({ kind: 'export' });
  }

  /** Enters something into the world as its user; not while looking back. */
  enter(entry: string, payload: Data): void {
    if (this.past) return;
    this.#send({ kind: 'enter', who: this.user, entry, payload });
  }

  pace(change: { speed?: Speed; paused?: boolean }): void {
    if (change.paused === false) this.past = undefined;
    this.#send({ kind: 'pace', speed: change.speed ?? this.speed, paused: change.paused ?? this.paused });
  }

  step(): void {
    this.past = undefined;
    this.#send({ kind: 'step' });
  }

  skip(): void {
    this.past = undefined;
    this.#send({ kind: 'skip' });
  }

  undo(): void {
    this.past = undefined;
    this.#send({ kind: 'undo', who: this.user });
  }

  redo(): void {
    this.past = undefined;
    this.#send({ kind: 'redo' });
  }

  /** Looks at the frame of an earlier time: a recent one as it was kept, an older one as a replay gives it. */
  look(at: number): void {
    if (at >= this.live.now) return this.toLive();
    if (!this.paused) this.pace({ paused: true });
    this.past = this.#recent.at(at) ?? this.past;
    if (!this.#recent.reaches(at)) this.#send({ kind: 'look', moment: { at } });
  }

  /** One frame back. */
  stepBack(): void {
    const before = this.#recent.before(this.frame.now, this.frame.step);
    if (before) {
      if (!this.paused) this.pace({ paused: true });
      this.past = before;
    } else this.look(this.frame.now - 1_000);
  }

  toLive(): void {
    this.past = undefined;
  }

  /** Goes on from the moment that the viewer looks at. */
  branchFromHere(): void {
    const at = this.frame.now;
    this.past = undefined;
    this.#send({ kind: 'branch', at });
  }

  choose(branch: string): void {
    this.past = undefined;
    this.#send({ kind: 'choose', branch });
  }

  close(): void {
    this.#port.terminate();
  }
}

/** Opens a world in a worker of its own. */
export function openWorld(id: string): WorldClient {
  return new WorldClient(id, new Worker(new URL('../../worker/worker.ts', import.meta.url), { type: 'module' }));
}
