// What CodeBuild answers when it will not.
import { defineErrors } from '../../aws/errors.ts';

export const errors = defineErrors({
  ResourceAlreadyExistsException: 'Project already exists: {arn}',
  ResourceNotFoundException: 'Project cannot be found: {arn}',
  'ResourceNotFoundException/list': 'The provided project {arn} does not exist',
  'ResourceNotFoundException/build': 'Build {id} does not exist',
  'InvalidInputException/role':
    'CodeBuild is not authorized to perform: sts:AssumeRole on service role. Please verify that: 1) The provided service role exists, 2) The role name is case-sensitive and matches exactly, and 3) The role has the necessary trust policy configured.',
  'InvalidInputException/roleAccount': "Invalid service role: Service role account ID does not match caller's account",
  'InvalidInputException/noArtifactsLocation':
    'Invalid artifacts: artifact type NO_ARTIFACTS should have null location',
  'InvalidInputException/artifactsLocation': 'Invalid artifacts: location must be specified for artifact type S3',
  'InvalidInputException/name': 'Only alphanumeric characters, dash, and underscore are supported',
  'InvalidInputException/projectSource': 'Invalid project source: location must be a valid {type} source location',
  'InvalidInputException/noSource': 'Invalid project source: source type NO_SOURCE requires a buildspec',
  'InvalidInputException/pipelineTypes':
    'Invalid project artifacts: source type and artifacts type must both be CODEPIPELINE or neither',
  'InvalidInputException/reportStatus':
    'Invalid project source: reportBuildStatus is not supported for source type {type}',
  'InvalidInputException/pipeline': 'ArtifactsOverride must be set when using artifacts type CodePipelines',
  'InvalidInputException/buildId': 'Invalid build ID provided',
  'InvalidInputException/noProject': 'Project name must be specified',
  'InvalidInputException/token': 'Idempotency token was already used with other parameters: parameter mismatch',
  'AccountLimitExceededException/queue': 'Cannot have more than {max} builds in queue for the account',
  'AccountLimitExceededException/project': 'Cannot have more than {max} active builds for the project',
  'InvalidInputException/sourceType': 'Slipway does not simulate sources of type {type}.',
});
