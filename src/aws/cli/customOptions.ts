// Options that version 2 has besides those of the model: shorter ways to say the common thing.
import { wrongParameter } from './failure.ts';
import type { Argument } from './argumentParser.ts';
import type { ShapeRef } from '../models/model.ts';

type Input = Record<string, unknown>;

/** What a command has of its own. */
export interface CustomOptions {
  readonly arguments: readonly Argument[];
  /** Members' options that the command does not offer. */
  readonly hidden: readonly string[];
  /** Members' options that need not be given here though the model wants them. */
  readonly optional: readonly string[];
  /** How an added option's value is read, by its place: a shape of the service's model. */
  readonly shapes: Readonly<Record<string, ShapeRef>>;
  /** Puts the values into the input. @throws CliFailure */
  apply(values: ReadonlyMap<string, unknown>, input: Input): void;
}

const NONE: CustomOptions = { arguments: [], hidden: [], optional: [], shapes: {}, apply: () => undefined };

const option = (name: string, more: Partial<Argument> = {}): Argument => ({
  name: `--${name}`,
  dest: name,
  count: 1,
  ...more,
});

/** The options of its own that `command operation` has. */
export function customOptions(command: string, operation: string): CustomOptions {
  return TABLE[`${command} ${operation}`] ?? NONE;
}

/** `--s3-location bucket=…,key=…,bundleType=zip` in the place of `--revision`. */
const revision: CustomOptions = {
  ...NONE,
  arguments: [option('s3-location'), option('github-location')],
  optional: ['revision'],
  shapes: { 's3-location': { shape: 'S3Location' }, 'github-location': { shape: 'GitHubLocation' } },
  apply(values, input) {
    const s3 = values.get('s3-location') as Input | undefined;
    const gitHub = values.get('github-location') as Input | undefined;
    if (s3) {
      if (!s3.bucket || !s3.key || !s3.bundleType) {
        throw wrongParameter('--s3-location must specify bucket, key and bundleType.');
      }
      input.revision = { revisionType: 'S3', s3Location: s3 };
    }
    if (gitHub) {
      if (!gitHub.repository || !gitHub.commitId) {
        throw wrongParameter('--github-location must specify repository and commitId.');
      }
      input.revision = { revisionType: 'GitHub', gitHubLocation: gitHub };
    }
  },
};

/** `--count 3` or `--count 1:3`, one when it is not given; a public address or none. */
const runInstances: CustomOptions = {
  ...NONE,
  arguments: [
    option('count'),
    { name: '--associate-public-ip-address', dest: 'public', count: 0, constant: true },
    { name: '--no-associate-public-ip-address', dest: 'public', count: 0, constant: false },
  ],
  hidden: ['min-count', 'max-count'],
  apply(values, input) {
    const [, min, max = min] = /^(\d+)(?::(\d+))?$/.exec(String(values.get('count') ?? '1')) ?? [];
    if (min === undefined) throw wrongParameter('count parameter should be of the form i[:n]');
    input.MinCount ??= Number(min);
    input.MaxCount ??= Number(max);
    if (!values.has('public')) return;
    const inside: Input = { DeviceIndex: 0, AssociatePublicIpAddress: values.get('public') };
    if (input.SubnetId !== undefined) inside.SubnetId = input.SubnetId;
    if (input.SecurityGroupIds !== undefined) inside.Groups = input.SecurityGroupIds;
    delete input.SubnetId;
    delete input.SecurityGroupIds;
    input.NetworkInterfaces = [inside];
  },
};

/** One rule of a security group, from `--protocol`, `--port`, `--cidr` and `--source-group`. */
const securityGroupRule: CustomOptions = {
  ...NONE,
  arguments: ['protocol', 'port', 'cidr', 'source-group', 'group-owner'].map((name) => option(name)),
  hidden: [
    'ip-protocol',
    'from-port',
    'to-port',
    'cidr-ip',
    'source-security-group-name',
    'source-security-group-owner-id',
  ],
  apply(values, input) {
    const given = ['protocol', 'port', 'cidr', 'source-group', 'group-owner'].filter((name) => values.has(name));
    if (given.length === 0) return;
    if (input.IpPermissions !== undefined) {
      throw wrongParameter(`The --${given[0]} option is not compatible with the --ip-permissions option `);
    }
    input.IpPermissions = [ruleOf(values)];
  },
};

function ruleOf(values: ReadonlyMap<string, unknown>): Input {
  const rule: Input = {};
  const protocol = values.get('protocol');
  if (protocol !== undefined) rule.IpProtocol = protocol === 'all' ? '-1' : protocol;
  if (values.has('port')) {
    const port = String(values.get('port'));
    const [, from, to = from] = /^(-?\d+)(?:-(\d+))?$/.exec(port) ?? [];
    if (port !== '-1' && port !== 'all' && from === undefined) {
      throw wrongParameter('port parameter should be of the form <from[-to]> (e.g. 22 or 22-25)');
    }
    rule.FromPort = port === 'all' ? -1 : Number(from);
    rule.ToPort = port === 'all' ? -1 : Number(to);
  }
  if (values.has('cidr')) rule.IpRanges = [{ CidrIp: values.get('cidr') }];
  const group = values.get('source-group');
  const pair: Input = {};
  if (group !== undefined) pair[String(group).startsWith('sg-') ? 'GroupId' : 'GroupName'] = group;
  if (values.has('group-owner')) pair.UserId = values.get('group-owner');
  if (Object.keys(pair).length > 0) rule.UserIdGroupPairs = [pair];
  return rule;
}

/** The code of a function comes from a zip file on the disk. */
const zipFile: CustomOptions = {
  ...NONE,
  arguments: [option('zip-file')],
  optional: ['code'],
  apply(values, input) {
    const content = values.get('zip-file');
    if (content === undefined) return;
    const isZip = content instanceof Uint8Array && content[0] === 0x50 && content[1] === 0x4b;
    if (!isZip) {
      throw wrongParameter(
        '--zip-file must be a zip file with the fileb:// prefix.\nExample usage:  --zip-file fileb://path/to/file.zip',
      );
    }
    input.Code = { ...(input.Code as Input | undefined), ZipFile: content };
  },
};

const METRIC = ['metric-name', 'timestamp', 'value', 'statistic-values', 'unit', 'dimensions', 'storage-resolution'];

/** One value of a metric without the list around it. */
const metricData: CustomOptions = {
  ...NONE,
  arguments: METRIC.map((name) => option(name, name === 'value' ? { type: 'float' } : {})),
  optional: ['metric-data'],
  shapes: { 'statistic-values': { shape: 'StatisticSet' } },
  apply(values, input) {
    const given = METRIC.filter((name) => values.has(name));
    if (given.length === 0) return;
    if (input.MetricData !== undefined) {
      throw wrongParameter(`Cannot mix the --metric-data parameter with --${given[0]}`);
    }
    const datum: Input = {};
    for (const name of given)
      datum[name.replace(/(?:^|-)(\w)/g, (_, first: string) => first.toUpperCase())] = values.get(name);
    if (datum.StorageResolution !== undefined) datum.StorageResolution = Number(datum.StorageResolution);
    // --dimensions is older than shorthand: name=value pairs, without Name and Value.
    if (typeof datum.Dimensions === 'string') {
      datum.Dimensions = datum.Dimensions.split(',').map((pair) => {
        const [Name, Value = ''] = pair.split(/=(.*)/s);
        return { Name, Value };
      });
    }
    input.MetricData = [datum];
  },
};

const TABLE: Readonly<Record<string, CustomOptions>> = {
  'deploy create-deployment': revision,
  'deploy get-application-revision': revision,
  'deploy register-application-revision': revision,
  'ec2 run-instances': runInstances,
  'ec2 authorize-security-group-ingress': securityGroupRule,
  'ec2 authorize-security-group-egress': securityGroupRule,
  'ec2 revoke-security-group-ingress': securityGroupRule,
  'ec2 revoke-security-group-egress': securityGroupRule,
  'lambda create-function': zipFile,
  'cloudwatch put-metric-data': metricData,
};
