// AWS managed policies that the course meets, by what they allow. Documents as AWS publishes them, shortened to the
// services that Slipway simulates where AWS's own list is longer.

type Actions = readonly string[];

const allow = (actions: Actions, resource: string | Actions = '*', condition?: object): object => ({
  Effect: 'Allow',
  Action: actions.length === 1 ? actions[0] : actions,
  Resource: resource,
  ...(condition ? { Condition: condition } : {}),
});

const document = (...statements: object[]): string => JSON.stringify({ Version: '2012-10-17', Statement: statements });

const CODECOMMIT_READ = [
  'codecommit:BatchGet*',
  'codecommit:BatchDescribe*',
  'codecommit:Describe*',
  'codecommit:EvaluatePullRequestApprovalRules',
  'codecommit:Get*',
  'codecommit:List*',
  'codecommit:GitPull',
];

/** A managed policy: path, name, and document. */
export interface ManagedPolicy {
  readonly path: string;
  readonly name: string;
  readonly document: string;
}

const policy = (name: string, text: string, path = '/'): ManagedPolicy => ({ name, path, document: text });

export const MANAGED_POLICIES: readonly ManagedPolicy[] = [
  policy('AdministratorAccess', document(allow(['*']))),
  policy(
    'PowerUserAccess',
    document(
      { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
      allow([
        'account:GetAccountInformation',
        'iam:CreateServiceLinkedRole',
        'iam:DeleteServiceLinkedRole',
        'iam:ListRoles',
        'organizations:DescribeOrganization',
      ]),
    ),
  ),
  policy(
    'ReadOnlyAccess',
    document(
      allow([
        ...CODECOMMIT_READ,
        'codebuild:BatchGet*',
        'codebuild:List*',
        'codepipeline:Get*',
        'codepipeline:List*',
        'codedeploy:BatchGet*',
        'codedeploy:Get*',
        'codedeploy:List*',
        's3:Get*',
        's3:List*',
        'ec2:Describe*',
        'elasticloadbalancing:Describe*',
        'logs:Describe*',
        'logs:Get*',
        'logs:FilterLogEvents',
        'events:Describe*',
        'events:List*',
        'cloudtrail:LookupEvents',
        'cloudtrail:Describe*',
        'cloudtrail:Get*',
        'cloudtrail:List*',
        'iam:Get*',
        'iam:List*',
        'sts:GetCallerIdentity',
      ]),
    ),
  ),
  policy(
    'IAMReadOnlyAccess',
    document(allow(['iam:Get*', 'iam:List*', 'iam:SimulateCustomPolicy', 'iam:SimulatePrincipalPolicy'])),
  ),
  policy('IAMFullAccess', document(allow(['iam:*']))),
  policy('AmazonS3FullAccess', document(allow(['s3:*']))),
  policy('AmazonS3ReadOnlyAccess', document(allow(['s3:Get*', 's3:List*', 's3:Describe*']))),
  policy('AWSCodeCommitFullAccess', document(allow(['codecommit:*']))),
  policy(
    'AWSCodeCommitPowerUser',
    document(
      allow([
        'codecommit:AssociateApprovalRuleTemplateWithRepository',
        'codecommit:BatchAssociateApprovalRuleTemplateWithRepositories',
        'codecommit:BatchDisassociateApprovalRuleTemplateFromRepositories',
        ...CODECOMMIT_READ,
        'codecommit:Create*',
        'codecommit:DeleteBranch',
        'codecommit:DeleteFile',
        'codecommit:DisassociateApprovalRuleTemplateFromRepository',
        'codecommit:Merge*',
        'codecommit:OverridePullRequestApprovalRules',
        'codecommit:Post*',
        'codecommit:Put*',
        'codecommit:TagResource',
        'codecommit:Test*',
        'codecommit:UntagResource',
        'codecommit:Update*',
        'codecommit:GitPush',
      ]),
    ),
  ),
  policy('AWSCodeCommitReadOnly', document(allow(CODECOMMIT_READ))),
  policy(
    'AWSCodePipeline_FullAccess',
    document(
      allow([
        'codepipeline:*',
        'codebuild:BatchGetProjects',
        'codebuild:CreateProject',
        'codebuild:ListCuratedEnvironmentImages',
        'codebuild:ListProjects',
        'codecommit:ListBranches',
        'codecommit:GetReferences',
        'codecommit:ListRepositories',
        'codedeploy:GetApplication',
        'codedeploy:GetDeploymentGroup',
        'codedeploy:ListApplications',
        'codedeploy:ListDeploymentGroups',
        's3:ListAllMyBuckets',
      ]),
      allow(
        [
          's3:GetObject',
          's3:ListBucket',
          's3:CreateBucket',
          's3:PutBucketPolicy',
          's3:GetBucketPolicy',
          's3:GetBucketVersioning',
          's3:GetObjectVersion',
        ],
        'arn:aws:s3::*:codepipeline-*',
      ),
      allow(['iam:PassRole'], '*', { StringEquals: { 'iam:PassedToService': ['codepipeline.amazonaws.com'] } }),
    ),
  ),
  policy(
    'AWSCodePipeline_ReadOnlyAccess',
    document(
      allow([
        'codepipeline:GetPipeline',
        'codepipeline:GetPipelineState',
        'codepipeline:GetPipelineExecution',
        'codepipeline:ListPipelineExecutions',
        'codepipeline:ListActionExecutions',
        'codepipeline:ListActionTypes',
        'codepipeline:ListPipelines',
        'codepipeline:ListTagsForResource',
        's3:ListAllMyBuckets',
        'codecommit:ListRepositories',
        'codedeploy:ListApplications',
      ]),
    ),
  ),
  policy(
    'AWSCodePipelineApproverAccess',
    document(
      allow([
        'codepipeline:GetPipeline',
        'codepipeline:GetPipelineState',
        'codepipeline:GetPipelineExecution',
        'codepipeline:ListPipelineExecutions',
        'codepipeline:ListPipelines',
        'codepipeline:PutApprovalResult',
      ]),
    ),
  ),
  policy(
    'AWSCodeBuildAdminAccess',
    document(
      allow([
        'codebuild:*',
        'codecommit:GetBranch',
        'codecommit:GetCommit',
        'codecommit:GetRepository',
        'codecommit:ListBranches',
        'codecommit:ListRepositories',
        'logs:GetLogEvents',
        'logs:FilterLogEvents',
        's3:GetBucketLocation',
        's3:ListAllMyBuckets',
      ]),
    ),
  ),
  policy(
    'AWSCodeBuildDeveloperAccess',
    document(
      allow([
        'codebuild:StartBuild',
        'codebuild:StopBuild',
        'codebuild:StartBuildBatch',
        'codebuild:StopBuildBatch',
        'codebuild:RetryBuild',
        'codebuild:RetryBuildBatch',
        'codebuild:BatchGet*',
        'codebuild:GetResourcePolicy',
        'codebuild:DescribeTestCases',
        'codebuild:DescribeCodeCoverages',
        'codebuild:List*',
        'codecommit:GetBranch',
        'codecommit:GetCommit',
        'codecommit:GetRepository',
        'codecommit:ListBranches',
        'logs:GetLogEvents',
        'logs:FilterLogEvents',
        's3:GetBucketLocation',
        's3:ListAllMyBuckets',
      ]),
    ),
  ),
  policy(
    'AWSCodeBuildReadOnlyAccess',
    document(
      allow([
        'codebuild:BatchGet*',
        'codebuild:GetResourcePolicy',
        'codebuild:List*',
        'codebuild:DescribeTestCases',
        'codebuild:DescribeCodeCoverages',
        'codecommit:GetBranch',
        'codecommit:GetCommit',
        'codecommit:GetRepository',
        'logs:GetLogEvents',
      ]),
    ),
  ),
  policy('AWSCodeDeployFullAccess', document(allow(['codedeploy:*']))),
  policy(
    'AWSCodeDeployDeployerAccess',
    document(
      allow([
        'codedeploy:Batch*',
        'codedeploy:CreateDeployment',
        'codedeploy:Get*',
        'codedeploy:List*',
        'codedeploy:RegisterApplicationRevision',
      ]),
    ),
  ),
  policy('AWSCodeDeployReadOnlyAccess', document(allow(['codedeploy:Batch*', 'codedeploy:Get*', 'codedeploy:List*']))),
  policy(
    'AWSCodeDeployRole',
    document(
      allow([
        'autoscaling:CompleteLifecycleAction',
        'autoscaling:DeleteLifecycleHook',
        'autoscaling:DescribeAutoScalingGroups',
        'autoscaling:DescribeLifecycleHooks',
        'autoscaling:PutLifecycleHook',
        'autoscaling:RecordLifecycleActionHeartbeat',
        'autoscaling:CreateAutoScalingGroup',
        'autoscaling:UpdateAutoScalingGroup',
        'autoscaling:SuspendProcesses',
        'autoscaling:ResumeProcesses',
        'autoscaling:AttachLoadBalancers',
        'autoscaling:AttachLoadBalancerTargetGroups',
        'ec2:DescribeInstances',
        'ec2:DescribeInstanceStatus',
        'ec2:TerminateInstances',
        'tag:GetResources',
        'sns:Publish',
        'cloudwatch:DescribeAlarms',
        'cloudwatch:PutMetricAlarm',
        'elasticloadbalancing:DescribeLoadBalancers',
        'elasticloadbalancing:DescribeLoadBalancerAttributes',
        'elasticloadbalancing:DescribeInstanceHealth',
        'elasticloadbalancing:RegisterInstancesWithLoadBalancer',
        'elasticloadbalancing:DeregisterInstancesFromLoadBalancer',
        'elasticloadbalancing:DescribeTargetGroups',
        'elasticloadbalancing:DescribeTargetGroupAttributes',
        'elasticloadbalancing:DescribeTargetHealth',
        'elasticloadbalancing:RegisterTargets',
        'elasticloadbalancing:DeregisterTargets',
      ]),
    ),
    '/service-role/',
  ),
  policy(
    'AmazonEC2RoleforAWSCodeDeploy',
    document(allow(['s3:GetObject', 's3:GetObjectVersion', 's3:ListBucket'])),
    '/service-role/',
  ),
  policy('CloudWatchLogsFullAccess', document(allow(['logs:*']))),
  policy(
    'AWSCloudTrail_ReadOnlyAccess',
    document(
      allow([
        'cloudtrail:Get*',
        'cloudtrail:Describe*',
        'cloudtrail:List*',
        'cloudtrail:LookupEvents',
        's3:ListAllMyBuckets',
      ]),
    ),
  ),
];
