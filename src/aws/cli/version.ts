// Which AWS CLI this is, and how long it takes.

/** As `aws --version` and the user agent begin. */
export const VERSION = 'aws-cli/2.36.7';

/** What it takes to start: version 2 is a Python program that loads its service's model first. */
export const START_MS = 450;

const CALL_MS = 60;
const SLOW: Readonly<Record<string, number>> = { ec2: 180, iam: 150, s3: 40 };

/** Virtual milliseconds that one request takes on the way there and back. */
export const paceOf = (service: string): number => SLOW[service] ?? CALL_MS;
