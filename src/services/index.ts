// The services of the account: one line each.
import type { Service } from '../aws/service.ts';
import { cloudtrail } from './cloudtrail/index.ts';
import { codebuild } from './codebuild/index.ts';
import { codecommit } from './codecommit/index.ts';
import { codepipeline } from './codepipeline/index.ts';
import { events } from './events/index.ts';
import { iam } from './iam/index.ts';
import { logs } from './logs/index.ts';
import { s3 } from './s3/index.ts';
import { sts } from './sts/index.ts';

export const services: readonly Service[] = [
  cloudtrail,
  codebuild,
  codecommit,
  codepipeline,
  events,
  iam,
  logs,
  s3,
  sts,
];
