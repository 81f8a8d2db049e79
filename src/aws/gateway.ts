// The one door: validate against the service model, authenticate, authorize, execute, CloudTrail, EventBridge. Every
// request goes through it, whoever makes it.
import type { Data } from '../lib/json.ts';
import type { Computers } from '../computer/computers.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { Machines } from '../kernel/machines.ts';
import type { Task } from '../kernel/task.ts';
import { Bus } from './bus.ts';
import { extend, makeContext, type ContextHost } from './context.ts';
import type { AwsDoor, CallRequest, Credentials } from './door.ts';
import { AwsError } from './errors.ts';
import { denial } from './iam/denial.ts';
import { evaluate, type Verdict } from './iam/evaluate.ts';
import { accessKeysTable, rolesTable, sessionsTable, type Caller, type RoleRecord } from './iam/model.ts';
import { authenticate, identityPolicies, issueSession, principalNames, roleCaller } from './identity.ts';
import { loadModel } from './models/index.ts';
import { orderOutput } from './models/shape.ts';
import { validateInput } from './models/validate.ts';
import { apiCallsTable, RECORDS_MAX } from './records.ts';
import { requestContext } from './requestContext.ts';
import type { Operation, OperationContext, RoleSession, Service, ServiceContext, TaskContext } from './service.ts';

/** Where the account is. */
export interface GatewayOptions {
  readonly account: string;
  readonly region: string;
  readonly services: readonly Service[];
}

interface Call {
  readonly service: Service;
  readonly name: string;
  readonly operation: Operation<Record<string, unknown>, Record<string, unknown>>;
  readonly input: Record<string, unknown>;
  readonly caller: Caller;
  readonly accessKeyId?: string | undefined;
  readonly requestId: string;
  readonly sourceIp: string;
  readonly userAgent: string;
  readonly task: Task;
}

/** The account's door, and what its services stand on. */
export class Gateway implements AwsDoor, ContextHost {
  readonly account: string;
  readonly region: string;
  readonly kernel: Kernel;
  readonly computers: Computers;
  readonly machines: Machines;
  readonly bus: Bus;
  readonly services: ReadonlyMap<string, Service>;

  constructor(kernel: Kernel, computers: Computers, options: GatewayOptions) {
    this.kernel = kernel;
    this.computers = computers;
    this.account = options.account;
    this.region = options.region;
    this.machines = new Machines(kernel);
    this.services = new Map(options.services.map((service) => [service.name, service]));
    const listeners = options.services.filter((service) => service.onEvent);
    this.bus = new Bus(kernel, options, (event) => {
      for (const service of listeners) service.onEvent!(this.context(service), event);
    });
    for (const service of options.services) this.#register(service);
  }

  async call(request: CallRequest): Promise<Record<string, unknown>> {
    const caller = authenticate(this.kernel, request.service, request.credentials);
    if (this.services.get(request.service)?.operations[request.operation]?.internal) {
      throw notSimulated(request.service, request.operation);
    }
    return this.callAs(caller, request);
  }

  /** Calls as somebody who has been authenticated. @throws AwsError what AWS would answer. */
  async callAs(
    caller: Caller,
    request: Omit<CallRequest, 'credentials'> & Partial<Pick<CallRequest, 'credentials'>>,
  ): Promise<Record<string, unknown>> {
    const { service, operation } = await this.#resolve(request);
    const call: Call = {
      service,
      name: request.operation,
      operation,
      input: request.input,
      caller,
      accessKeyId: request.credentials?.accessKeyId,
      requestId: this.kernel.chance.uuid('request'),
      sourceIp: request.sourceIp ?? '203.0.113.10',
      userAgent: request.userAgent ?? 'slipway',
      task: request.task,
    };
    const cause = request.task.cause;
    try {
      this.#authorize(call);
      const fact = operation.readOnly ? undefined : this.#recordCall(call);
      if (fact !== undefined) request.task.cause = fact;
      const output = (await operation.handle(request.input, this.#operationContext(call))) ?? {};
      this.#remember(call, fact, output);
      return operation.internal ? output : orderOutput(await loadModel(service.name), request.operation, output);
    } catch (error) {
      if (error instanceof AwsError) this.#remember(call, undefined, undefined, error);
      throw error;
    } finally {
      request.task.cause = cause;
    }
  }

  /** Decides whether `caller` may do something, without doing it. */
  decide(
    caller: Caller,
    action: string,
    resource: string,
    conditions: Readonly<Record<string, string | readonly string[]>> = {},
  ): Verdict {
    const context = requestContext(this, caller, conditions);
    if (caller.kind === 'root' || caller.kind === 'service') {
      return { allowed: true, reason: 'allowed', action, resource, statements: [] };
    }
    return evaluate({ action, resource, context }, identityPolicies(this.kernel, caller));
  }

  /** The context that a service's own code is given. */
  context(service: Service): ServiceContext {
    return makeContext(this, service);
  }

  /** The context of a service's code that has a task. */
  taskContext(service: Service, task: Task): TaskContext {
    return extend(makeContext(this, service), {
      task,
      assume: (roleArn: string, sessionName: string) => this.#assume(service, roleArn, sessionName, task),
      callWith: async <O>(
        credentials: Credentials | undefined,
        name: string,
        operation: string,
        input: Record<string, unknown>,
        client?: { sourceIp: string; userAgent: string },
      ) => {
        const caller = authenticate(this.kernel, name, credentials);
        const request = { service: name, operation, input, task, ...client };
        return (await this.callAs(caller, credentials ? { ...request, credentials } : request)) as O;
      },
      secretOf: (id: string) =>
        this.kernel.table(accessKeysTable).get(id)?.secret ?? this.kernel.table(sessionsTable).get(id)?.secret,
      callInternally: async <O>(name: string, operation: string, input: Record<string, unknown>) => {
        const caller: Caller = {
          kind: 'service',
          arn: service.principal,
          id: service.principal,
          principal: service.principal,
        };
        return (await this.callAs(caller, {
          service: name,
          operation,
          input,
          task,
          sourceIp: service.principal,
          userAgent: service.principal,
        })) as O;
      },
    });
  }

  #register(service: Service): void {
    for (const [name, { machine, effects }] of Object.entries(service.machines ?? {})) {
      const bound = Object.entries(effects).map(([effect, act]) => [
        effect,
        (params: never, state: never, id: string) => act(this.context(service), params, state, id),
      ]);
      this.machines.register(`${service.name}.${name}`, { machine, effects: Object.fromEntries(bound) });
    }
    for (const [name, handler] of Object.entries(service.handlers ?? {})) {
      this.kernel.handle(`${service.name}.${name}`, (payload) => handler(this.context(service), payload as never));
    }
    for (const host of service.hosts ?? []) {
      this.computers.network.serve(
        (name) => host.match(name),
        (request, task, from) => host.handle(this.taskContext(service, task), request, from),
      );
    }
  }

  async #resolve(request: Pick<CallRequest, 'service' | 'operation' | 'input'>) {
    const service = this.services.get(request.service);
    const operation = service?.operations[request.operation] as Call['operation'] | undefined;
    if (service && operation?.internal) return { service, operation };
    if (!service || !operation) throw notSimulated(request.service, request.operation);
    const problem = validateInput(await loadModel(request.service), request.operation, request.input);
    if (problem) throw new AwsError(problem.code, problem.message);
    return { service, operation };
  }

  #authorize(call: Call): void {
    const { operation, service, input, caller } = call;
    if (operation.action === null || caller.kind === 'root' || caller.kind === 'service') return;
    const action = operation.action ?? `${service.iamPrefix}:${call.name}`;
    const context = this.context(service);
    const conditions = operation.conditions?.(input, context) ?? {};
    for (const resource of operation.resources(input, context)) this.#demand(call, action, resource, conditions);
    for (const { roleArn, service: passedTo } of operation.passesRoles?.(input) ?? []) {
      this.#demand(call, 'iam:PassRole', roleArn, { 'iam:PassedToService': passedTo });
    }
  }

  #demand(
    call: Call,
    action: string,
    resource: string,
    conditions: Readonly<Record<string, string | readonly string[]>>,
  ): void {
    const verdict = this.decide(call.caller, action, resource, {
      'aws:SourceIp': call.sourceIp,
      'aws:UserAgent': call.userAgent,
      ...conditions,
    });
    if (verdict.allowed) return;
    this.kernel.record('iam.access.denied', resource, {
      action,
      caller: call.caller.arn,
      reason: verdict.reason,
      operation: call.name,
    });
    throw denial(call.service.name, call.caller.arn, verdict);
  }

  #recordCall(call: Call): number {
    const resource = call.operation.resources(call.input, this.context(call.service))[0] ?? '*';
    return this.kernel.record(`${call.service.name}.call.made`, resource, {
      operation: call.name,
      caller: call.caller.arn,
    });
  }

  #remember(call: Call, fact: number | undefined, output?: Record<string, unknown>, error?: AwsError): void {
    if (call.operation.dataEvent) return;
    const calls = this.kernel.table(apiCallsTable);
    if (calls.size >= RECORDS_MAX) calls.delete(calls.keys().next().value!);
    const id = this.kernel.chance.uuid('apiCall');
    calls.put(id, {
      id,
      at: this.kernel.now,
      service: call.service.name,
      eventSource: call.service.principal,
      operation: call.name,
      readOnly: call.operation.readOnly,
      callerKind: call.caller.kind,
      callerArn: call.caller.arn,
      callerId: call.caller.id,
      ...(call.accessKeyId ? { accessKeyId: call.accessKeyId } : {}),
      sourceIp: call.sourceIp,
      userAgent: call.userAgent,
      requestId: call.requestId,
      input: call.input as Data,
      ...(output && !call.operation.readOnly ? { output: output as Data } : {}),
      ...(error ? { errorCode: error.code, errorMessage: error.message } : {}),
      resources: [...call.operation.resources(call.input, this.context(call.service))],
      ...(fact === undefined ? {} : { fact }),
    });
  }

  #operationContext(call: Call): OperationContext {
    return extend(this.taskContext(call.service, call.task), {
      caller: call.caller,
      requestId: call.requestId,
      sourceIp: call.sourceIp,
      userAgent: call.userAgent,
      assumeAsCaller: (role: RoleRecord, sessionName: string, ms: number) =>
        this.#mayAssume(call.caller, role) ? issueSession(this.kernel, role.name, sessionName, ms) : undefined,
      allows: (action: string, resource: string) => this.decide(call.caller, action, resource).allowed,
      callAsCaller: async <O>(service: string, operation: string, input: Record<string, unknown>) =>
        (await this.callAs(call.caller, {
          service,
          operation,
          input,
          task: call.task,
          sourceIp: call.sourceIp,
          userAgent: call.userAgent,
        })) as O,
    });
  }

  /** Directly by the trust policy; or by the trust policy for the whole account, and the caller's own policies. */
  #mayAssume(caller: Caller, role: RoleRecord): boolean {
    const ask = (principals: readonly string[]): Verdict =>
      evaluate(
        { action: 'sts:AssumeRole', resource: role.arn, context: requestContext(this, caller, {}), principals },
        [{ name: 'trust policy', kind: 'trust', document: role.trust }],
      );
    const names = principalNames(caller, this.account, this.kernel);
    const ofAccount = names.filter((name) => name === this.account || name.endsWith(':root'));
    if (ask(names).reason === 'explicitDeny') return false;
    if (ask(names.filter((name) => !ofAccount.includes(name))).allowed) return true;
    return ask(ofAccount).allowed && this.decide(caller, 'sts:AssumeRole', role.arn).allowed;
  }

  async #assume(service: Service, roleArn: string, sessionName: string, task: Task): Promise<RoleSession> {
    const role = this.kernel
      .table(rolesTable)
      .values()
      .find((record) => record.arn === roleArn);
    const self: Caller = {
      kind: 'service',
      arn: service.principal,
      id: service.principal,
      principal: service.principal,
    };
    const verdict =
      role &&
      evaluate(
        {
          action: 'sts:AssumeRole',
          resource: roleArn,
          context: requestContext(this, self, {}),
          principals: principalNames(self, this.account, this.kernel),
        },
        [{ name: 'trust policy', kind: 'trust', document: role.trust }],
      );
    if (!role || !verdict?.allowed) {
      this.kernel.record('iam.access.denied', roleArn, {
        action: 'sts:AssumeRole',
        caller: service.principal,
        reason: verdict?.reason ?? 'implicitDeny',
        operation: 'AssumeRole',
      });
      throw new AwsError(
        'AccessDenied',
        `User: ${service.principal} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
        403,
      );
    }
    return this.session(roleCaller(role, sessionName), service.principal, task);
  }

  /** A role's session, for those who may have one. */
  session(caller: Caller & { kind: 'role' }, agent: string, task: Task): RoleSession {
    return {
      caller,
      call: async <O>(service: string, operation: string, input: Record<string, unknown>) =>
        (await this.callAs(caller, { service, operation, input, task, sourceIp: agent, userAgent: agent })) as O,
      credentials: () => {
        const { accessKeyId, secret, token, expiresAt } = issueSession(this.kernel, caller.role, caller.sessionName);
        return { accessKeyId, secretAccessKey: secret, sessionToken: token, expiresAt };
      },
    };
  }
}

/** The one answer to what is not simulated: it never pretends. */
function notSimulated(service: string, operation: string): AwsError {
  return new AwsError('NotSimulated', `Slipway does not simulate ${operation} of ${service}.`, 501);
}
