// How a service is declared: its operations, lifecycles, and what it listens to. IAM checks, CloudTrail records and the
// command line follow from the declaration; no service writes them by hand.
import type { MachineDefinition } from '../kernel/machines.ts';
import type { Task } from '../kernel/task.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Computer } from '../computer/computer.ts';
import type { Computers } from '../computer/computers.ts';
import type { HttpRequest, HttpResponse, Program, ResidentDriver } from '../computer/program.ts';
import type { Data } from '../lib/json.ts';
import type { Credentials } from './door.ts';
import type { Caller, RoleRecord, SessionRecord } from './iam/model.ts';
import type { AwsEvent } from './records.ts';

/** An SDK type as the simulator holds it: dates are epoch milliseconds, `$metadata` is gone. */
export type Plain<T> = T extends Date
  ? number
  : T extends Uint8Array
    ? Uint8Array
    : T extends readonly (infer Item)[]
      ? Plain<Item>[]
      : T extends object
        ? { [K in keyof T as K extends '$metadata' ? never : K]: Plain<T[K]> }
        : T;

/** A role as a service uses it: every call is checked against the role's policies. */
export interface RoleSession {
  readonly caller: Caller & { readonly kind: 'role' };
  /** Calls an operation as the role. @throws AwsError */
  call<O = Record<string, unknown>>(service: string, operation: string, input: Record<string, unknown>): Promise<O>;
  /** Temporary credentials of the session, for programs on machines. */
  credentials(): Required<Credentials> & { readonly expiresAt: number };
}

/** What the code of a service can do. One is made for each call, delivery and task; do not keep it. */
export interface ServiceContext {
  readonly kernel: Kernel;
  readonly computers: Computers;
  readonly account: string;
  readonly region: string;
  /** Virtual time in epoch milliseconds. */
  readonly now: number;
  /** `arn:aws:<service>:<region>:<account>:<resource>`; `service` is the IAM prefix. */
  arn(service: string, resource: string): string;
  /** Tells the account's event bus. The event's time and id are added. */
  emit(event: { source: string; 'detail-type': string; resources: string[]; detail: AwsEvent['detail'] }): void;
  /** Adds a fact to the trace, for example `codedeploy.deployment.stopped`; gives its place. */
  record(type: string, resource: string, detail?: { readonly [key: string]: Data | undefined }): number;
  /** Begins a lifecycle of this service; `name` is the key in its `machines`. */
  begin(name: string, id: string, input?: Data): void;
  /** Hands an event to a lifecycle of this service; says whether it was still under way. */
  send(name: string, id: string, event: { readonly type: string; readonly [key: string]: Data | undefined }): boolean;
  /** Puts a delivery to a handler of this service into the queue; `name` is the key in its `handlers`. */
  schedule(delayMs: number, name: string, payload: Data, options?: { key?: string; background?: boolean }): void;
  /** Starts asynchronous work. */
  start(name: string, work: (context: TaskContext) => Promise<void>): Task;
}

/** What code with a task of its own can do besides. */
export interface TaskContext extends ServiceContext {
  readonly task: Task;
  /**
   * Assumes a role for this service.
   * @throws AwsError AccessDenied when the role is missing or its trust policy does not name the service.
   */
  assume(roleArn: string, sessionName: string): Promise<RoleSession>;
  /**
   * Calls an operation as whoever `credentials` belong to: for doors that are not the API's, like git's.
   * @throws AwsError
   */
  callWith<O = Record<string, unknown>>(
    credentials: Credentials | undefined,
    service: string,
    operation: string,
    input: Record<string, unknown>,
    client?: { readonly sourceIp: string; readonly userAgent: string },
  ): Promise<O>;
  /** The secret of an access key, to check a signature with; undefined when nobody has the key. */
  secretOf(accessKeyId: string): string | undefined;
  /** Calls an operation as the service itself, past IAM: only for what AWS does inside. @throws AwsError */
  callInternally<O = Record<string, unknown>>(
    service: string,
    operation: string,
    input: Record<string, unknown>,
  ): Promise<O>;
}

/** What an operation's handler is given. */
export interface OperationContext extends TaskContext {
  readonly caller: Caller;
  readonly requestId: string;
  readonly sourceIp: string;
  readonly userAgent: string;
  /** A session of `role` for the caller; undefined when its trust policy, or the caller's own policies, do not allow it. */
  assumeAsCaller(role: RoleRecord, sessionName: string, ms: number): SessionRecord | undefined;
  /** Whether the caller's policies would let it do something else. */
  allows(action: string, resource: string): boolean;
  /** Calls another operation as the caller. @throws AwsError */
  callAsCaller<O = Record<string, unknown>>(
    service: string,
    operation: string,
    input: Record<string, unknown>,
  ): Promise<O>;
}

/** One operation of one service. */
export interface Operation<I = never, O = unknown> {
  /** The IAM action, when it is not `<prefix>:<operation>`; null for operations that IAM does not guard. */
  readonly action?: string | null;
  /** ARNs of what is acted on, as IAM compares them; `['*']` when the action knows no resources. */
  resources(input: I, context: ServiceContext): readonly string[];
  /** Condition keys besides the global ones. */
  conditions?(input: I, context: ServiceContext): Readonly<Record<string, string | readonly string[]>>;
  /** Roles that the caller passes on: `iam:PassRole` is asked for each. */
  passesRoles?(input: I): readonly { readonly roleArn: string; readonly service: string }[];
  /** True for Get, List, Describe: CloudTrail says so, and the trace leaves them out. */
  readonly readOnly: boolean;
  /** True for what is no operation of the API but an action that IAM guards, e.g. `codecommit:UploadArchive`. */
  readonly internal?: true;
  /** True for what moves data (objects of S3): CloudTrail's event history leaves it out. */
  readonly dataEvent?: true;
  /** Does it. Input has been checked against the service model. @throws AwsError */
  handle(input: I, context: OperationContext): O | Promise<O>;
}

/**
 * Declares an operation with the SDK's types:
 * `defineOperation<CreateDeploymentCommandInput, CreateDeploymentCommandOutput>({ … })`.
 */
export function defineOperation<I, O>(
  operation: Operation<Plain<I>, Partial<Plain<O>>>,
): Operation<Plain<I>, Partial<Plain<O>>> {
  return operation;
}

/** A lifecycle of a service; its effects are given the service's context first. */
export interface ServiceMachine {
  readonly machine: MachineDefinition['machine'];
  readonly effects: Readonly<
    Record<
      string,
      (context: ServiceContext, params: { readonly [key: string]: Data | undefined }, state: never, id: string) => void
    >
  >;
}

/** A service of AWS, whole. */
export interface Service {
  /** Name of its model: `codedeploy`, `elbv2`. */
  readonly name: string;
  /** Prefix of its IAM actions: `codedeploy`, `elasticloadbalancing`. */
  readonly iamPrefix: string;
  /** As CloudTrail names it and trust policies do: `codedeploy.amazonaws.com`. */
  readonly principal: string;
  readonly operations: Readonly<Record<string, Operation>>;
  readonly machines?: Readonly<Record<string, ServiceMachine>>;
  /** Takers of queue entries that `context.schedule` puts. */
  readonly handlers?: Readonly<Record<string, (context: ServiceContext, payload: never) => void>>;
  /** Told of every event of the account. */
  onEvent?(context: ServiceContext, event: AwsEvent): void;
  /** Names on the network that it answers for. */
  readonly hosts?: readonly ServiceHost[];
  /** Programs that it brings to machines (an agent, say), by the name in their program files. */
  readonly programs?: (context: ServiceContext) => Readonly<Record<string, Program>>;
  readonly residents?: (context: ServiceContext) => Readonly<Record<string, ResidentDriver>>;
}

/** A name, or family of names, on the network. */
export interface ServiceHost {
  match(host: string): boolean;
  handle(context: TaskContext, request: HttpRequest, from: Computer | undefined): Promise<HttpResponse>;
}

/** Declares a service. */
export const defineService = (service: Service): Service => service;
