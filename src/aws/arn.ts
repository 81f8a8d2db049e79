// Amazon Resource Names: arn:partition:service:region:account:resource.

/** The parts of an ARN. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** All after the fifth colon, e.g. `role/service-role/x` or `deploymentgroup:app/group`. */
  readonly resource: string;
}

/** The parts of `text`, or undefined when it is no ARN. */
export function parseArn(text: string): Arn | undefined {
  const [prefix, partition, service, region, account, ...resource] = text.split(':');
  if (prefix !== 'arn' || !partition || !service || resource.length === 0) return undefined;
  return { partition, service, region: region ?? '', account: account ?? '', resource: resource.join(':') };
}

/** The ARN made of `parts`; the partition is `aws` unless told. */
export const formatArn = ({
  partition = 'aws',
  service,
  region,
  account,
  resource,
}: Partial<Arn> & Omit<Arn, 'partition'>): string => `arn:${partition}:${service}:${region}:${account}:${resource}`;

/** What follows the last slash of an ARN: the name of a role, say. */
export const arnName = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);
