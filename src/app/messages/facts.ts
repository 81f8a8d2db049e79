// A sentence for each fact of the trace. A type without one of its own is told by its name.
import type { Fact } from '../../kernel/trace.ts';

const field = (fact: Fact, name: string): string => {
  const value = fact.detail[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

/** The last part of an ARN, or the id itself. */
export const shortResource = (resource: string): string => resource.split(/[/:]/).at(-1) || resource;

const SENTENCES: Readonly<Record<string, (fact: Fact) => string>> = {
  'desk.line.entered': (fact) => `Typed: ${field(fact, 'line')}`,
  'desk.file.saved': (fact) => `Saved ${fact.resource}`,
  'desk.file.refused': (fact) => `Could not save ${fact.resource}: ${field(fact, 'reason')}`,
  'iam.access.denied': (fact) => `Access denied: ${field(fact, 'action') || shortResource(fact.resource)}`,
  'codebuild.command.failed': (fact) => `Build command failed: ${field(fact, 'command')}`,
  'codebuild.command.succeeded': (fact) => `Build command done: ${field(fact, 'command')}`,
};

/** `codedeploy.deployment.stopped` on d-1 becomes "Deployment stopped · d-1". */
function byName(fact: Fact): string {
  const words = fact.type
    .split('.')
    .slice(1)
    .join(' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  const sentence = words.charAt(0).toUpperCase() + words.slice(1);
  const detail = ['phase', 'status', 'message', 'reason'].map((name) => field(fact, name)).filter(Boolean);
  return [sentence, shortResource(fact.resource), ...detail].join(' · ');
}

export const factSentences = {
  /** What happened, in one line that can be read aloud. */
  sentence: (fact: Fact): string => SENTENCES[fact.type]?.(fact) ?? byName(fact),
};
