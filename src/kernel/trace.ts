// What happened: one append-only list of named facts. Each names the fact that caused it.
import type { Data } from '../lib/json.ts';

/** Something that happened, e.g. `codedeploy.deployment.stopped`. */
export interface Fact {
  /** Its place in the trace, from 0. */
  readonly id: number;
  /** Virtual time in milliseconds since the Unix epoch. */
  readonly at: number;
  /** Dotted, past tense: `service.noun.participle`. */
  readonly type: string;
  /** What it happened to: an ARN, or an id that the type makes clear. */
  readonly resource: string;
  /** The fact that led to this one. */
  readonly cause?: number;
  readonly detail: { readonly [key: string]: Data | undefined };
}

/** The trace of one world. */
export class Trace {
  #facts: Fact[];

  constructor(facts: readonly Fact[] = []) {
    this.#facts = [...facts];
  }

  get length(): number {
    return this.#facts.length;
  }

  /** All facts; the list grows. */
  get all(): readonly Fact[] {
    return this.#facts;
  }

  get(id: number): Fact | undefined {
    return this.#facts[id];
  }

  add(fact: Omit<Fact, 'id'>): Fact {
    const added = { id: this.#facts.length, ...fact };
    this.#facts.push(added);
    return added;
  }

  /** The facts from place `from` on. */
  since(from: number): readonly Fact[] {
    return this.#facts.slice(from);
  }

  /** The facts whose type is `type` or begins with `type.`; for a resource, if one is named. */
  find(type: string, resource?: string): Fact[] {
    return this.#facts.filter(
      (fact) =>
        (fact.type === type || fact.type.startsWith(`${type}.`)) &&
        (resource === undefined || fact.resource === resource),
    );
  }

  /** The fact and all that led to it, the last first. */
  chain(id: number): Fact[] {
    const chain: Fact[] = [];
    for (let fact = this.get(id); fact; fact = fact.cause === undefined ? undefined : this.get(fact.cause))
      chain.push(fact);
    return chain;
  }
}
