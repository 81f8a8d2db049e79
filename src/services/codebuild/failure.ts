// Why a phase failed: its status code and message.
import { AwsError } from '../../aws/errors.ts';

export class PhaseFailure extends Error {
  override name = 'PhaseFailure';
  readonly statusCode: string;
  /** The fact that it is due to. */
  readonly fact: number | undefined;

  constructor(statusCode: string, message: string, fact?: number) {
    super(message);
    this.statusCode = statusCode;
    this.fact = fact;
  }
}

/** Runs `act`; what AWS answers in there becomes a failure of the phase. */
export async function orFail<R>(act: () => Promise<R>, toFailure: (error: AwsError) => PhaseFailure): Promise<R> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof AwsError) throw toFailure(error);
    throw error;
  }
}

/** An error of S3 as the Go SDK of CodeBuild's agent prints it. */
export const s3Sentence = (error: AwsError, requestId: string): string =>
  `${error.code}: ${error.message}\n\tstatus code: ${error.status}, request id: ${requestId}`;
