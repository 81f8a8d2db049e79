import type { TestEventPatternCommandInput, TestEventPatternCommandOutput } from '@aws-sdk/client-eventbridge';
import { defineOperation } from '../../../aws/service.ts';
import { errors } from '../errors.ts';
import { InvalidPattern, matchesPattern, parsePattern } from '../pattern.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html */
export const testEventPattern = defineOperation<TestEventPatternCommandInput, TestEventPatternCommandOutput>({
  resources: () => ['*'],
  readOnly: true,
  handle({ EventPattern, Event }) {
    try {
      return { Result: matchesPattern(parsePattern(EventPattern!), JSON.parse(Event!)) };
    } catch (error) {
      if (error instanceof InvalidPattern) throw errors.InvalidEventPatternException({ reason: error.message });
      throw errors.InvalidEventPatternException({ reason: 'Event is not valid JSON' });
    }
  },
});
