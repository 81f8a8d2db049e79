import type { ListActionTypesCommandInput, ListActionTypesCommandOutput } from '@aws-sdk/client-codepipeline';
import { defineOperation } from '../../../aws/service.ts';
import { ACTION_TYPES, type ActionTypeSpec } from '../catalogue.ts';

const describe = ({ category, provider, inputs, outputs, required, optional }: ActionTypeSpec) => ({
  id: { category, owner: 'AWS' as const, provider, version: '1' },
  actionConfigurationProperties: [...required, ...optional].map((name) => ({
    name,
    required: required.includes(name),
    key: true,
    secret: false,
    queryable: false,
  })),
  inputArtifactDetails: { minimumCount: inputs[0], maximumCount: inputs[1] },
  outputArtifactDetails: { minimumCount: outputs[0], maximumCount: outputs[1] },
});

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListActionTypes.html */
export const listActionTypes = defineOperation<ListActionTypesCommandInput, ListActionTypesCommandOutput>({
  resources: () => ['*'],
  readOnly: true,
  handle({ actionOwnerFilter }) {
    if (actionOwnerFilter !== undefined && actionOwnerFilter !== 'AWS') return { actionTypes: [] };
    return { actionTypes: ACTION_TYPES.map(describe) };
  },
});
