// How anybody calls AWS: the terminal, the console page, a service through its role, a lesson's check, the bridge.
import type { Task } from '../kernel/task.ts';

/** What a caller shows to say who it is. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey?: string;
  readonly sessionToken?: string;
}

/** One call. Timestamps in input and output are numbers of epoch milliseconds, blobs are Uint8Array. */
export interface CallRequest {
  /** Name of the service model, e.g. `codedeploy`. */
  readonly service: string;
  /** Name of the operation as the API has it, e.g. `CreateDeployment`. */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly credentials: Credentials | undefined;
  readonly region?: string;
  readonly userAgent?: string;
  readonly sourceIp?: string;
  readonly task: Task;
}

/** The one door to the account. */
export interface AwsDoor {
  readonly account: string;
  readonly region: string;
  /** @throws AwsError what AWS would answer. */
  call(request: CallRequest): Promise<Record<string, unknown>>;
}
