// What IAM answers when it will not.
import { defineErrors } from '../../aws/errors.ts';

export const errors = defineErrors(
  {
    'NoSuchEntity/user': 'The user with name {name} cannot be found.',
    'NoSuchEntity/role': 'The role with name {name} cannot be found.',
    'NoSuchEntity/userPolicy': 'The user policy with name {name} cannot be found.',
    'NoSuchEntity/rolePolicy': 'The role policy with name {name} cannot be found.',
    'NoSuchEntity/policy': 'Policy {arn} does not exist or is not attachable.',
    'NoSuchEntity/attached': 'Policy {arn} was not found.',
    'NoSuchEntity/key': 'The Access Key with id {id} cannot be found.',
    'NoSuchEntity/profile': 'Instance Profile {name} cannot be found.',
    'EntityAlreadyExists/user': 'User with name {name} already exists.',
    'EntityAlreadyExists/role': 'Role with name {name} already exists.',
    'EntityAlreadyExists/policy': 'A policy called {name} already exists. Duplicate names are not allowed.',
    'EntityAlreadyExists/profile': 'Instance Profile {name} already exists.',
    'DeleteConflict/policies': 'Cannot delete entity, must delete policies first.',
    'DeleteConflict/attached': 'Cannot delete entity, must detach all policies first.',
    'DeleteConflict/keys': 'Cannot delete entity, must delete access keys first.',
    'DeleteConflict/profiles': 'Cannot delete entity, must remove roles from instance profile first.',
    'DeleteConflict/policy': 'Cannot delete a policy attached to entities.',
    MalformedPolicyDocument: '{reason}',
    'LimitExceeded/keys': 'Cannot exceed quota for AccessKeysPerUser: 2',
    'LimitExceeded/profile': 'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
  },
  { NoSuchEntity: 404, EntityAlreadyExists: 409, DeleteConflict: 409, LimitExceeded: 409 },
);
