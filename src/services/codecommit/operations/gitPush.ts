import type { Operation } from '../../../aws/service.ts';
import { repositoryArn } from '../repository.ts';

interface Input {
  readonly repositoryName: string;
  /** Absent in the first of the two requests of a push, which names no refs yet. */
  readonly references?: readonly { readonly ref: string; readonly commit?: string }[];
}

/** The question that each request of a push asks. Not in the API; IAM knows it as `codecommit:GitPush`. */
export const gitPush: Operation<Input, object> = {
  internal: true,
  resources: ({ repositoryName }, context) => [repositoryArn(context, repositoryName)],
  conditions: ({ references }) =>
    references
      ? { 'codecommit:References': references.length === 1 ? references[0]!.ref : references.map(({ ref }) => ref) }
      : {},
  readOnly: false,
  handle: () => ({}),
};
