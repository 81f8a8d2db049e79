// What a service's code can do, made of the gateway's parts.
import type { Computers } from '../computer/computers.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Machines } from '../kernel/machines.ts';
import type { Task } from '../kernel/task.ts';
import { formatArn } from './arn.ts';
import type { Bus } from './bus.ts';
import type { Service, ServiceContext, TaskContext } from './service.ts';

/** What contexts are made of. */
export interface ContextHost {
  readonly kernel: Kernel;
  readonly computers: Computers;
  readonly machines: Machines;
  readonly bus: Bus;
  readonly account: string;
  readonly region: string;
  taskContext(service: Service, task: Task): TaskContext;
}

/** The services whose ARNs name no region, and of these those that name no account. */
const GLOBAL = new Set(['iam', 's3']);

/** A context for code of `service`. */
export function makeContext(host: ContextHost, service: Service): ServiceContext {
  const { kernel, computers, machines, account, region } = host;
  return {
    kernel,
    computers,
    account,
    region,
    get now() {
      return kernel.now;
    },
    arn: (name, resource) =>
      formatArn({
        service: name,
        region: GLOBAL.has(name) ? '' : region,
        account: name === 's3' ? '' : account,
        resource,
      }),
    emit: (event) => void host.bus.publish(event),
    record: (type, resource, detail = {}) => kernel.record(type, resource, detail),
    begin: (name, id, input = null) => machines.start(`${service.name}.${name}`, id, input),
    send: (name, id, event) => machines.send(`${service.name}.${name}`, id, event),
    schedule: (delayMs, name, payload, options = {}) =>
      kernel.schedule(delayMs, `${service.name}.${name}`, payload, options),
    start: (name, work) => kernel.start(name, (task) => work(host.taskContext(service, task))),
  };
}

/** `base` with more members. Not a spread: `now` has to stay what it is, the time at which it is read. */
export const extend = <B extends object, M extends object>(base: B, more: M): B & M =>
  Object.assign(Object.create(base) as B, more);
