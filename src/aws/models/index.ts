// The service models, loaded when they are first asked for.
import { assert } from '../../lib/assert.ts';
import type { ServiceModel } from './model.ts';

export type { OperationModel, Paginator, ServiceModel, Shape, ShapeRef, Waiter } from './model.ts';

// Literal imports: bundlers make a file of each.
const loaders: Readonly<Record<string, () => Promise<unknown>>> = {
  autoscaling: () => import('./data/autoscaling.json'),
  cloudtrail: () => import('./data/cloudtrail.json'),
  cloudwatch: () => import('./data/cloudwatch.json'),
  codebuild: () => import('./data/codebuild.json'),
  codecommit: () => import('./data/codecommit.json'),
  codedeploy: () => import('./data/codedeploy.json'),
  codepipeline: () => import('./data/codepipeline.json'),
  'codestar-notifications': () => import('./data/codestar-notifications.json'),
  ec2: () => import('./data/ec2.json'),
  ecs: () => import('./data/ecs.json'),
  elbv2: () => import('./data/elbv2.json'),
  events: () => import('./data/events.json'),
  iam: () => import('./data/iam.json'),
  kms: () => import('./data/kms.json'),
  lambda: () => import('./data/lambda.json'),
  logs: () => import('./data/logs.json'),
  s3: () => import('./data/s3.json'),
  secretsmanager: () => import('./data/secretsmanager.json'),
  sns: () => import('./data/sns.json'),
  ssm: () => import('./data/ssm.json'),
  sts: () => import('./data/sts.json'),
};

/** Names of the services that have a model. */
export const modelledServices: readonly string[] = Object.keys(loaders);

// Models never change, so one copy serves all worlds.
const loaded = new Map<string, Promise<ServiceModel>>();

/** The model of a service, e.g. `codedeploy`. */
export function loadModel(service: string): Promise<ServiceModel> {
  const known = loaded.get(service);
  if (known) return known;
  const load = loaders[service];
  assert(load, `no model of ${service}`);
  const model = load().then((module) => (module as { default: ServiceModel }).default);
  loaded.set(service, model);
  return model;
}

/** Names of all commands that the AWS CLI has, simulated or not. */
export const loadCommandNames = (): Promise<readonly string[]> =>
  import('./data/commands.json').then((module) => module.default);
