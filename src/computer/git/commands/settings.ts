import git from 'isomorphic-git';
import { configValue, GitFailure, identity, resolve, type GitCall, type GitCommand } from '../call.ts';
import { changeConfig, parseConfig } from '../config.ts';

/** `git config [--global] [--get|--unset|--list] [KEY [VALUE]]` */
export const config: GitCommand = async (call) => {
  const isGlobal = call.args.includes('--global') || call.args.includes('--system');
  const words = call.args.filter((word) => !/^--(global|system|local|get|unset|list|add|replace-all)$|^-l$/.test(word));
  const path = isGlobal ? `${call.context.env.HOME ?? '/root'}/.gitconfig` : undefined;
  if (call.args.includes('--list') || call.args.includes('-l')) {
    const values = path ? parseConfig(call.files.exists(path) ? call.files.readText(path) : '') : call.config;
    await call.out([...values].flatMap(([key, all]) => all.map((value) => `${key}=${value}\n`)).join(''));
    return 0;
  }
  const [key, value] = words;
  if (!key) throw new GitFailure('usage: git config [<options>]', 129);
  if (!key.includes('.')) {
    await call.err(`error: key does not contain a section: ${key}\n`);
    return 2;
  }
  if (value === undefined && !call.args.includes('--unset')) {
    const found = configValue(
      call.config,
      key.replace(/^[^.]+|[^.]+$/g, (part) => part.toLowerCase()),
    );
    if (found === undefined) return 1;
    await call.out(`${found}\n`);
    return 0;
  }
  const file = path ?? `${call.copy().gitdir}/config`;
  call.files.writeFile(file, changeConfig(call.files.exists(file) ? call.files.readText(file) : '', key, value));
  return 0;
};

/** `git remote [-v] [add NAME URL|remove NAME|set-url NAME URL|get-url NAME]` */
export const remote: GitCommand = async (call) => {
  const copy = call.copy();
  const [verb, name, url] = call.args;
  if (verb === 'add') {
    if (configValue(call.config, `remote.${name}.url`)) throw new GitFailure(`remote ${name} already exists.`, 3);
    await git.addRemote({ ...copy, remote: name!, url: url! });
  } else if (verb === 'set-url') await git.addRemote({ ...copy, remote: name!, url: url!, force: true });
  else if (verb === 'remove' || verb === 'rm') {
    if (!configValue(call.config, `remote.${name}.url`)) throw new GitFailure(`No such remote: '${name}'`, 2);
    await git.deleteRemote({ ...copy, remote: name! });
  } else if (verb === 'get-url') {
    const found = configValue(call.config, `remote.${name}.url`);
    if (!found) throw new GitFailure(`No such remote '${name}'`, 2);
    await call.out(`${found}\n`);
  } else await list(call, verb === '-v');
  return 0;
};

async function list(call: GitCall, verbose: boolean): Promise<void> {
  for (const { remote: name, url } of await git.listRemotes({ ...call.copy() })) {
    await call.out(verbose ? `${name}\t${url} (fetch)\n${name}\t${url} (push)\n` : `${name}\n`);
  }
}

/** `git tag [-l] [-d NAME] [-a NAME -m MESSAGE] [NAME [REVISION]]` */
export const tag: GitCommand = async (call) => {
  const copy = call.copy();
  const at = call.args.indexOf('-m');
  const words = call.args.filter((word, index) => !word.startsWith('-') && (at < 0 || index !== at + 1));
  if (call.args.includes('-d')) {
    for (const name of words) {
      await git.deleteTag({ ...copy, ref: name });
      await call.out(`Deleted tag '${name}'\n`);
    }
    return 0;
  }
  if (words.length === 0 || call.args.includes('-l')) {
    await call.out(
      (await git.listTags({ ...copy }))
        .sort()
        .map((name) => `${name}\n`)
        .join(''),
    );
    return 0;
  }
  const [name, revision = 'HEAD'] = words;
  if ((await git.listTags({ ...copy })).includes(name!)) throw new GitFailure(`tag '${name}' already exists`);
  const object = await resolve(copy, revision);
  if (at < 0) await git.writeRef({ ...copy, ref: `refs/tags/${name}`, value: object });
  else {
    await git.annotatedTag({
      ...copy,
      ref: name!,
      object,
      message: `${call.args[at + 1]}\n`,
      tagger: identity(call, 'COMMITTER'),
    });
  }
  return 0;
};
