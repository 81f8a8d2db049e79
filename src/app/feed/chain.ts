// Facts as the feed shows them: newest first, filtered, and the chain of causes behind one.
import type { Fact } from '../../kernel/trace.ts';
import { t } from '../messages/index.ts';

/** The service or part that a fact is of. */
export const serviceOf = (fact: Fact): string => fact.type.slice(0, fact.type.indexOf('.'));

/** The fact and all that led to it, the last first. `facts[id].id === id`. */
export function chainOf(facts: readonly Fact[], id: number): Fact[] {
  const chain: Fact[] = [];
  for (let fact = facts[id]; fact; fact = fact.cause === undefined ? undefined : facts[fact.cause]) chain.push(fact);
  return chain;
}

/** The newest `limit` facts of a service (all without one) whose sentence holds `text`. */
export function newest(facts: readonly Fact[], limit: number, service = '', text = ''): Fact[] {
  const found: Fact[] = [];
  const wanted = text.toLowerCase();
  for (let i = facts.length - 1; i >= 0 && found.length < limit; i--) {
    const fact = facts[i]!;
    if (service && serviceOf(fact) !== service) continue;
    if (wanted && !`${fact.type} ${t.facts.sentence(fact)}`.toLowerCase().includes(wanted)) continue;
    found.push(fact);
  }
  return found;
}

/** Facts that tell of a failure. */
export const isBad = (fact: Fact): boolean => /(failed|denied|refused|stopped|faulted)$/.test(fact.type);

/** What people look at first: not the calls and events behind everything. */
export const isNews = (fact: Fact): boolean => !/\.call\.made$|^events\./.test(fact.type);
