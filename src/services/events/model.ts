// What EventBridge keeps: rules on the default bus and their targets.
import { defineTable } from '../../kernel/store.ts';

export interface RuleTarget {
  readonly id: string;
  readonly arn: string;
  readonly roleArn?: string;
  /** Constant JSON in place of the event. */
  readonly input?: string;
  /** One path into the event. */
  readonly inputPath?: string;
}

export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  /** JSON text as it was given. */
  readonly eventPattern?: string;
  readonly state: 'ENABLED' | 'DISABLED';
  readonly targets: readonly RuleTarget[];
  /** How often it matched, and how often a target could not be called. */
  readonly matched: number;
  readonly failed: number;
}

export const rulesTable = defineTable<Rule>('events.rules');
