// One run of the command: who it is, where it calls, and the calls themselves.
import type { ProgramContext } from '../../computer/program.ts';
import { NetworkError } from '../../computer/network/network.ts';
import type { AwsDoor, Credentials } from '../door.ts';
import { AwsError } from '../errors.ts';
import { loadModel } from '../models/index.ts';
import type { ServiceModel } from '../models/model.ts';
import { Configuration } from './configuration.ts';
import { mustFindCredentials } from './credentials.ts';
import { CliFailure, generalFailure, STATUS } from './failure.ts';
import type { Globals } from './globals.ts';
import { instanceRegion } from './metadata.ts';
import { kebab, serviceCommand } from './names.ts';
import { paceOf, VERSION } from './version.ts';

/** Services with one endpoint for all regions. */
const GLOBAL = new Set(['iam', 's3', 'sts']);

/** A service's answer that is an error, and the operation that it was the answer to. */
export class ServiceFailure extends Error {
  override name = 'ServiceFailure';
  readonly error: AwsError;
  readonly service: string;
  readonly operation: string;

  constructor(service: string, operation: string, error: AwsError) {
    super(`An error occurred (${error.code}) when calling the ${operation} operation: ${error.message}`);
    this.error = error;
    this.service = service;
    this.operation = operation;
  }
}

/** What commands work with. */
export class Session {
  readonly context: ProgramContext;
  readonly globals: Globals;
  readonly configuration: Configuration;
  readonly door: AwsDoor;
  #credentials: Credentials | undefined;
  #region: string | undefined;

  constructor(context: ProgramContext, globals: Globals, door: AwsDoor) {
    this.context = context;
    this.globals = globals;
    this.door = door;
    this.configuration = new Configuration(context, globals);
  }

  /** The virtual time in epoch milliseconds. */
  get now(): number {
    return this.context.computer.kernel.now;
  }

  model(service: string): Promise<ServiceModel> {
    return loadModel(service);
  }

  write(text: string | Uint8Array): void | Promise<void> {
    return this.context.stdout.write(text, this.context.task);
  }

  warn(text: string): void | Promise<void> {
    return this.context.stderr.write(text, this.context.task);
  }

  /** @throws CliFailure when there are none */
  async credentials(): Promise<Credentials> {
    return (this.#credentials ??= await mustFindCredentials(this.configuration, this.door));
  }

  /** The region that is set, if one is. */
  async region(): Promise<string | undefined> {
    return (this.#region ??= this.configuration.region()?.value ?? (await instanceRegion(this.context)));
  }

  /** Settles where a service is called, as making a client does. @throws CliFailure */
  async connect(service: string): Promise<void> {
    const region = await this.region();
    if (region === undefined && !GLOBAL.has(service)) {
      throw new CliFailure(
        STATUS.configuration,
        'You must specify a region. You can also configure your region by running "aws configure".',
        'NoRegion',
      );
    }
    if (region !== undefined && !/^(?!\d+$)(?!-)[A-Za-z0-9-]{1,63}(?<!-)$/.test(region)) {
      throw generalFailure(`Provided region_name '${region}' doesn't match a supported format.`);
    }
  }

  /**
   * Calls an operation.
   * @throws ServiceFailure what AWS answers
   * @throws CliFailure when the call cannot be made
   */
  async call(service: string, operation: string, input: Record<string, unknown>): Promise<Record<string, unknown>> {
    await this.connect(service);
    const region = (await this.region()) ?? this.door.region;
    const credentials = this.globals.sign ? await this.credentials() : undefined;
    await this.#reach(service, region);
    await this.context.task.sleep(paceOf(service));
    try {
      return await this.door.call({
        service,
        operation,
        input,
        credentials,
        region,
        userAgent: this.#userAgent(service, operation),
        sourceIp: this.context.computer.record.address,
        task: this.context.task,
      });
    } catch (error) {
      if (error instanceof AwsError) throw new ServiceFailure(service, operation, error);
      throw error;
    }
  }

  /** Only AWS's own endpoints, in the simulated region, answer. */
  async #reach(service: string, region: string): Promise<void> {
    const { endpointUrl } = this.globals;
    if (endpointUrl !== undefined && !/^https?:\/\/[\w.-]+\.amazonaws\.com(?:[/:]|$)/.test(endpointUrl)) {
      await this.#knock(endpointUrl);
      return;
    }
    if (region !== this.door.region && !GLOBAL.has(service)) {
      throw generalFailure(`Slipway simulates the Region ${this.door.region} alone; this command asks for ${region}.`);
    }
  }

  async #knock(endpointUrl: string): Promise<never> {
    const url = URL.canParse(endpointUrl) ? new URL(endpointUrl) : undefined;
    if (!url) throw generalFailure(`Invalid endpoint: ${endpointUrl}`);
    const { task, computer } = this.context;
    try {
      await computer.world.network.request(
        url,
        { method: 'POST', headers: [], body: new Uint8Array() },
        task,
        computer,
      );
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error;
      throw generalFailure(`Could not connect to the endpoint URL: "${url.href}"`);
    }
    throw generalFailure(`Slipway does not simulate AWS services at ${endpointUrl}.`);
  }

  #userAgent(service: string, operation: string): string {
    return `${VERSION} md/installer#exe ua/2.1 os/linux md/arch#x86_64 lang/python#3.14.4 md/command#${serviceCommand(service)}.${kebab(operation)}`;
  }
}
