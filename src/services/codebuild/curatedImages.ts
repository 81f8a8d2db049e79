// The build images that AWS itself keeps, as ListCuratedEnvironmentImages tells of them (April 2026).
import type { EnvironmentPlatform } from '@aws-sdk/client-codebuild';

const image = (name: string, description: string) => ({ name, description, versions: [name] });

export const PLATFORMS: EnvironmentPlatform[] = [
  {
    platform: 'AMAZON_LINUX',
    languages: [
      {
        language: 'BASE',
        images: [
          image('aws/codebuild/amazonlinux-x86_64-standard:5.0', 'AWS CodeBuild - Base image for Amazon Linux 2023'),
          image('aws/codebuild/amazonlinux-x86_64-standard:6.0', 'AWS CodeBuild - Base image for Amazon Linux 2023'),
        ],
      },
    ],
  },
  {
    platform: 'UBUNTU',
    languages: [
      {
        language: 'BASE',
        images: [
          image('aws/codebuild/standard:7.0', 'AWS CodeBuild - Docker image for ubuntu 22.04'),
          image('aws/codebuild/standard:8.0', 'AWS CodeBuild - Docker image for ubuntu 24.04'),
        ],
      },
    ],
  },
];
