// The action types that Slipway simulates, and those that it knows but does not simulate.
import type { ActionCategory } from '@aws-sdk/client-codepipeline';

export interface ActionTypeSpec {
  readonly category: ActionCategory;
  readonly provider: string;
  readonly inputs: readonly [least: number, most: number];
  readonly outputs: readonly [least: number, most: number];
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

const type = (
  category: ActionCategory,
  provider: string,
  inputs: readonly [number, number],
  outputs: readonly [number, number],
  required: readonly string[],
  optional: readonly string[] = [],
): ActionTypeSpec => ({ category, provider, inputs, outputs, required, optional });

const CODEBUILD = ['PrimarySource', 'EnvironmentVariables', 'BatchEnabled', 'CombineArtifacts'];

export const ACTION_TYPES: readonly ActionTypeSpec[] = [
  type(
    'Source',
    'CodeCommit',
    [0, 0],
    [1, 1],
    ['RepositoryName', 'BranchName'],
    ['PollForSourceChanges', 'OutputArtifactFormat'],
  ),
  type(
    'Source',
    'S3',
    [0, 0],
    [1, 1],
    ['S3Bucket', 'S3ObjectKey'],
    ['PollForSourceChanges', 'AllowOverrideForS3ObjectKey'],
  ),
  type('Build', 'CodeBuild', [1, 5], [0, 5], ['ProjectName'], CODEBUILD),
  type('Test', 'CodeBuild', [1, 5], [0, 5], ['ProjectName'], CODEBUILD),
  type('Deploy', 'CodeDeploy', [1, 1], [0, 0], ['ApplicationName', 'DeploymentGroupName']),
  type(
    'Deploy',
    'S3',
    [1, 1],
    [0, 0],
    ['BucketName', 'Extract'],
    ['ObjectKey', 'CannedACL', 'CacheControl', 'KMSEncryptionKeyARN'],
  ),
  type('Approval', 'Manual', [0, 0], [0, 0], [], ['NotificationArn', 'CustomData', 'ExternalEntityLink']),
];

/** Action types of AWS that Slipway does not simulate: `<category>/<provider>`. */
export const NOT_SIMULATED = new Set([
  'Source/ECR',
  'Source/CodeStarSourceConnection',
  'Source/GitHub',
  'Compute/Commands',
  'Build/Jenkins',
  'Test/Jenkins',
  'Test/DeviceFarm',
  'Build/ECRBuildAndPublish',
  'Deploy/CodeDeployToECS',
  'Deploy/ECS',
  'Deploy/CloudFormation',
  'Deploy/CloudFormationStackSet',
  'Deploy/ElasticBeanstalk',
  'Deploy/ServiceCatalog',
  'Deploy/AppConfig',
  'Deploy/AlexaSkillsKit',
  'Deploy/EC2',
  'Deploy/EKS',
  'Invoke/Lambda',
  'Invoke/StepFunctions',
  'Invoke/CodePipeline',
]);

/** What is known of an action type. */
export const actionType = (category: string, provider: string): ActionTypeSpec | undefined =>
  ACTION_TYPES.find((one) => one.category === category && one.provider === provider);
