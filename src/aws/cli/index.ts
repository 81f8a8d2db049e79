// The `aws` command: what others import.
export { createAwsProgram } from './program.ts';
