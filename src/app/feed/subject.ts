// Which view shows what a fact is about.
import type { Fact } from '../../kernel/trace.ts';
import type { View } from '../route.ts';
import { shortResource } from '../messages/facts.ts';

const VIEWS: readonly [RegExp, (fact: Fact) => View | undefined][] = [
  [/^codebuild\.(build|phase|command)\./, (fact) => ({ view: 'build', id: afterSlash(fact.resource) })],
  [/^codepipeline\./, (fact) => named('pipeline', fact.detail.pipeline)],
  [/^codedeploy\.deployment\./, (fact) => ({ view: 'deployment', id: shortResource(fact.resource) })],
  [/^codecommit\./, (fact) => ({ view: 'repository', id: shortResource(fact.resource) })],
  [/^desk\.file\./, (fact) => ({ view: 'files', id: fact.resource })],
];

const afterSlash = (resource: string): string => resource.slice(resource.lastIndexOf('/') + 1);

const named = (view: 'pipeline', name: unknown): View | undefined =>
  typeof name === 'string' ? { view, id: name } : undefined;

/** The view of what `fact` happened to, where there is one. */
export const viewOfFact = (fact: Fact): View | undefined => VIEWS.find(([type]) => type.test(fact.type))?.[1](fact);
