// How the laptop's git speaks to servers: over the simulated network, with credentials from helpers.
import git, { type AuthCallback, type GitAuth, type HttpClient } from 'isomorphic-git';
import { Capture, inputOf } from '../io.ts';
import { joinBytes } from '../../lib/bytes.ts';
import { NetworkError } from '../network/network.ts';
import { GitFailure, type GitCall } from './call.ts';

/** isomorphic-git's door to the network of this machine. */
export function httpClient({ context }: GitCall): HttpClient {
  return {
    async request({ url, method = 'GET', headers = {}, body }) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of body ?? []) chunks.push(chunk);
      const { computer, task } = context;
      const asked = {
        method,
        headers: Object.entries({ 'User-Agent': 'git/2.47.1', ...headers }),
        body: joinBytes(chunks),
      };
      const answer = await computer.world.network.request(new URL(url), asked, task, computer);
      return {
        url,
        method,
        statusCode: answer.status,
        statusMessage: String(answer.status),
        headers: Object.fromEntries(answer.headers.map(([name, value]) => [name.toLowerCase(), value] as const)),
        body: [answer.body] as unknown as AsyncIterableIterator<Uint8Array>,
      };
    },
  };
}

/** Asks the credential helpers that the configuration names. */
export function credentials(call: GitCall): AuthCallback {
  return async (url): Promise<GitAuth> => {
    const { host, pathname, protocol } = new URL(url);
    const path = pathname.slice(1).replace(/\/info\/refs.*$/, '');
    const question = `protocol=${protocol.slice(0, -1)}\nhost=${host}\npath=${path}\n\n`;
    for (const helper of call.config.get('credential.helper') ?? []) {
      const answer = await ask(call, helper, question);
      if (answer.username && answer.password) return { username: answer.username, password: answer.password };
    }
    throw new GitFailure(`could not read Username for '${protocol}//${host}': No such device or address`);
  };
}

async function ask({ context }: GitCall, helper: string, question: string): Promise<Record<string, string>> {
  const command = helper.startsWith('!') ? `${helper.slice(1)} get` : `git credential-${helper} get`;
  const stdout = new Capture();
  const { computer, env, cwd, user, task, pid, stderr } = context;
  await computer.processes.run(
    {
      argv: ['sh', '-c', `f() { ${command.replace('$@ get', '"$@"')}; }; f get`],
      env,
      cwd,
      user,
      stdin: inputOf(question),
      stdout,
      stderr,
      parent: pid,
    },
    task,
  );
  return Object.fromEntries(
    stdout.text
      .split('\n')
      .filter((line) => line.includes('='))
      .map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]),
  );
}

/** Says in git's words why a server did not serve. */
export function transportFailure(error: unknown, url: string): unknown {
  if (error instanceof GitFailure) return error;
  const slashed = url.endsWith('/') ? url : `${url}/`;
  if (error instanceof NetworkError) {
    const why =
      error.code === 'ENOTFOUND'
        ? `Could not resolve host: ${new URL(url).hostname}`
        : `Failed to connect to ${new URL(url).hostname}`;
    return new GitFailure(`unable to access '${slashed}': ${why}`);
  }
  if (error instanceof git.Errors.HttpError) {
    const { statusCode } = error.data as { statusCode: number };
    if (statusCode === 404) return new GitFailure(`repository '${slashed}' not found`);
    if (statusCode === 401) return new GitFailure(`Authentication failed for '${slashed}'`);
    return new GitFailure(`unable to access '${slashed}': The requested URL returned error: ${statusCode}`);
  }
  return error;
}
