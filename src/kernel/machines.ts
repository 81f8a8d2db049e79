// Runs lifecycles: XState computes the next snapshot and the effects as data; this executes them. Delayed raises and
// cancels become queue entries, named actions go through a table; anything else stops the world.
import { initialTransition, transition, type AnyMachineSnapshot, type AnyStateMachine } from 'xstate';
import { assert } from '../lib/assert.ts';
import type { Data } from '../lib/json.ts';
import type { Kernel } from './kernel.ts';
import { defineTable } from './store.ts';

/** One lifecycle under way, as data. */
export interface MachineRecord {
  readonly machine: string;
  readonly id: string;
  readonly value: Data;
  readonly context: Data;
}

/** What a named action does; `context` is that of the state just entered. */
export type Effect = (params: { readonly [key: string]: Data | undefined }, context: never, id: string) => void;

/** A lifecycle and what its actions do. */
export interface MachineDefinition {
  readonly machine: AnyStateMachine;
  readonly effects: Readonly<Record<string, Effect>>;
}

/** Keyed `<machine>/<id>`; a machine in a final state is gone. */
export const machinesTable = defineTable<MachineRecord>(
  'kernel.machines',
  { machine: (m) => m.machine },
  { framed: false },
);

interface XStateAction {
  readonly type: string;
  readonly params: unknown;
}

/** The lifecycles of one world. */
export class Machines {
  readonly #kernel: Kernel;
  #definitions = new Map<string, MachineDefinition>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    kernel.handle('machine.event', (payload) => {
      const { machine, id, event } = payload as unknown as { machine: string; id: string; event: { type: string } };
      this.send(machine, id, event);
    });
  }

  /** Makes a kind of lifecycle known, e.g. `codedeploy.deployment`. */
  register(name: string, definition: MachineDefinition): void {
    assert(!this.#definitions.has(name), `two machines named ${name}`);
    this.#definitions.set(name, definition);
  }

  /** Begins a lifecycle. */
  start(name: string, id: string, input: Data = null): void {
    assert(!this.get(name, id), `two machines ${name}/${id}`);
    const { machine } = this.#definition(name);
    this.#settle(name, id, initialTransition(machine, input));
  }

  /** Hands an event over, with the time it happens at; says whether the lifecycle was still under way. */
  send(name: string, id: string, event: { readonly type: string; readonly [key: string]: Data | undefined }): boolean {
    const record = this.get(name, id);
    if (!record) return false;
    const { machine } = this.#definition(name);
    const snapshot = machine.resolveState({ value: record.value as string, context: record.context });
    this.#settle(name, id, transition(machine, snapshot, { ...event, at: this.#kernel.now }));
    return true;
  }

  get(name: string, id: string): MachineRecord | undefined {
    return this.#kernel.table(machinesTable).get(`${name}/${id}`);
  }

  #definition(name: string): MachineDefinition {
    const definition = this.#definitions.get(name);
    assert(definition, `no machine ${name}`);
    return definition;
  }

  #settle(name: string, id: string, [snapshot, actions]: [AnyMachineSnapshot, readonly XStateAction[]]): void {
    const table = this.#kernel.table(machinesTable);
    const key = `${name}/${id}`;
    if (snapshot.status === 'active') {
      table.put(key, { machine: name, id, value: snapshot.value as Data, context: snapshot.context as Data });
    } else table.delete(key);
    for (const action of actions) this.#execute(name, id, action, snapshot.context);
  }

  #execute(name: string, id: string, { type, params }: XStateAction, context: unknown): void {
    const given = (params ?? {}) as { id?: string; sendId?: string; delay?: number; event?: { type: string } };
    if (type === 'xstate.raise') {
      assert(given.delay !== undefined && given.event, `${name} raises without a delay`);
      const key = `machine/${name}/${id}/${given.id ?? given.event.type}`;
      this.#kernel.schedule(given.delay, 'machine.event', { machine: name, id, event: given.event }, { key });
    } else if (type === 'xstate.cancel') {
      this.#kernel.cancel(`machine/${name}/${id}/${given.sendId}`);
    } else {
      const effect = this.#definition(name).effects[type];
      assert(effect, `${name} has no effect ${type}`);
      effect(given as never, context as never, id);
    }
  }
}
