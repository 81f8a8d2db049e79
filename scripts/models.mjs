// Makes src/aws/models/data/*.json from the service models that come with the AWS CLI (botocore, Apache-2.0): shapes,
// order of members, limits, errors, paginators and waiters, without any documentation text.
// Usage: npm run models [-- BOTOCORE_DATA_FOLDER]
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import zlib from 'node:zlib';

/** Services of the project; where a list stands, only these operations are kept and the names of the rest. */
const SERVICES = {
  codecommit: null,
  codebuild: null,
  codepipeline: null,
  codedeploy: null,
  events: null,
  logs: null,
  cloudtrail: null,
  sts: null,
  sns: null,
  kms: null,
  secretsmanager: null,
  cloudwatch: null,
  elbv2: null,
  'codestar-notifications': null,
  iam: /User|Role|Group|Polic|AccessKey|InstanceProfile|ServiceSpecificCredential|AccountAuthorization|Simulate|GetAccountSummary|ListAccountAliases|SSHPublicKey/,
  s3: /^(Copy|Create|Delete|Get|Head|List|Put|Upload|Complete|Abort)(Object|Objects|ObjectTagging|Bucket|Buckets|BucketPolicy|BucketVersioning|BucketLocation|BucketAcl|BucketTagging|BucketEncryption|BucketNotificationConfiguration|PublicAccessBlock|ObjectVersions|ObjectsV2|MultipartUpload|Part|Parts)$/,
  ec2: /^(Run|Start|Stop|Reboot|Terminate|Monitor)Instances$|^Describe(Instances|InstanceStatus|Images|Tags|Vpcs|Subnets|SecurityGroups|KeyPairs|AvailabilityZones|Regions|InstanceTypes|IamInstanceProfileAssociations|Volumes|InstanceAttribute|LaunchTemplates)$|^(Create|Delete)(Tags|SecurityGroup|KeyPair)$|^AuthorizeSecurityGroup(Ingress|Egress)$|^(Associate|Disassociate|Replace)IamInstanceProfile/,
  autoscaling:
    /AutoScalingGroup|LifecycleHook|LifecycleAction|LaunchConfiguration|SetDesiredCapacity|ScalingActivities|Processes|TerminateInstance|LoadBalancer|AttachInstances|DetachInstances|StandBy/i,
  ssm: /Parameter|SendCommand|GetCommandInvocation|ListCommands|ListCommandInvocations/,
  ecs: /Cluster|Service|TaskDefinition|Task|TaskSet|TagResource|ListTags/,
  lambda:
    /^(Create|Delete|Get|List|Update|Publish|Invoke|Put|Add|Remove)(Function|Functions|FunctionCode|FunctionConfiguration|Version|VersionsByFunction|Alias|Aliases|Permission|Policy|FunctionConcurrency)?$|TagResource/,
};

const here = path.dirname(fileURLToPath(import.meta.url));
const target = path.join(here, '../src/aws/models/data');
const source = process.argv[2] ?? findBotocore();

function findBotocore() {
  const program = 'import botocore, os; print(os.path.join(os.path.dirname(botocore.__file__), "data"))';
  return execFileSync('python3', ['-c', program], { encoding: 'utf8' }).trim();
}

function readJson(file) {
  if (fs.existsSync(file)) return JSON.parse(fs.readFileSync(file, 'utf8'));
  if (fs.existsSync(`${file}.gz`)) return JSON.parse(zlib.gunzipSync(fs.readFileSync(`${file}.gz`)).toString());
  return undefined;
}

const SKIPPED = new Set([
  'documentation',
  'documentationUrl',
  'deprecatedMessage',
  'deprecatedSince',
  'endpoint',
  'staticContextParams',
  'operationContextParams',
  'contextParam',
  'auth',
  'endpointdiscovery',
  'synonym',
  'httpChecksum',
  'authtype',
  'unsignedPayload',
]);

function strip(value) {
  if (Array.isArray(value)) return value.map(strip);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !SKIPPED.has(key))
      .map(([key, inner]) => [key, strip(inner)]),
  );
}

// `documentation` is also the name of members here and there: members are taken one by one.
function stripShape(shape) {
  const { members, ...rest } = shape;
  const out = strip(rest);
  if (members) out.members = Object.fromEntries(Object.entries(members).map(([name, member]) => [name, strip(member)]));
  return out;
}

function reachable(operations, shapes) {
  const kept = new Set();
  const visit = (name) => {
    if (kept.has(name)) return;
    kept.add(name);
    const shape = shapes[name];
    for (const member of Object.values(shape.members ?? {})) visit(member.shape);
    for (const part of ['member', 'key', 'value']) if (shape[part]?.shape) visit(shape[part].shape);
  };
  for (const { input, output, errors = [] } of Object.values(operations)) {
    for (const ref of [input, output, ...errors]) if (ref) visit(ref.shape);
  }
  return Object.fromEntries(
    Object.entries(shapes)
      .filter(([name]) => kept.has(name))
      .map(([name, shape]) => [name, stripShape(shape)]),
  );
}

function modelOf(service, filter) {
  const versions = fs.readdirSync(path.join(source, service)).sort();
  const folder = path.join(source, service, versions.at(-1));
  const raw = readJson(path.join(folder, 'service-2.json'));
  const keep = (name) => !filter || filter.test(name);
  const names = Object.keys(raw.operations).sort();
  const operations = Object.fromEntries(names.filter(keep).map((name) => [name, operationOf(raw.operations[name])]));
  const {
    apiVersion,
    endpointPrefix,
    jsonVersion,
    protocol,
    serviceAbbreviation,
    serviceFullName,
    serviceId,
    targetPrefix,
    xmlNamespace,
    signingName,
  } = raw.metadata;
  const paginators = { ...readJson(path.join(folder, 'paginators-1.json'))?.pagination };
  const waiters = readJson(path.join(folder, 'waiters-2.json'))?.waiters ?? {};
  return {
    name: service,
    metadata: {
      apiVersion,
      endpointPrefix,
      jsonVersion,
      protocol,
      serviceAbbreviation,
      serviceFullName,
      serviceId,
      signingName,
      targetPrefix,
      xmlNamespace,
    },
    operations,
    omitted: names.filter((name) => !keep(name)),
    shapes: reachable(operations, raw.shapes),
    paginators: Object.fromEntries(Object.entries(paginators).filter(([name]) => keep(name))),
    waiters: strip(Object.fromEntries(Object.entries(waiters).filter(([, waiter]) => keep(waiter.operation)))),
  };
}

function operationOf({ http, input, output, errors, idempotent }) {
  return strip({ http, input, output, errors: errors?.map(({ shape }) => ({ shape })), idempotent });
}

/** Every command of the AWS CLI: the services, two of them under other names, and the commands that are no service. */
function commandNames() {
  const renamed = { codedeploy: 'deploy', config: 'configservice' };
  const services = fs
    .readdirSync(source, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => renamed[name] ?? name);
  return [...new Set([...services, 's3api', 'ddb', 'configure', 'history', 'login', 'logout', 'update'])].sort();
}

fs.mkdirSync(target, { recursive: true });
fs.writeFileSync(path.join(target, 'commands.json'), `${JSON.stringify(commandNames())}\n`);
let total = 0;
for (const [service, filter] of Object.entries(SERVICES)) {
  const text = JSON.stringify(modelOf(service, filter));
  fs.writeFileSync(path.join(target, `${service}.json`), `${text}\n`);
  const size = zlib.gzipSync(text).length;
  total += size;
  console.log(`${service}: ${size} bytes gzip`);
}
console.log(`total: ${total} bytes gzip`);
