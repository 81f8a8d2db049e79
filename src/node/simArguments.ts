// The arguments of the headless runner.
import type { RepoOptions } from '../world/scenario.ts';
import { scenarios } from '../world/scenarios/index.ts';

export const USAGE =
  'usage: npm run --silent sim -- [--scenario NAME | --repo DIR] [--seed N] [--hash] [--instances N] [--os NAME] [--image IMAGE] [--buildspec PATH] [--branch NAME] SCRIPT|-\n';

export interface SimArguments {
  readonly scenario: string;
  readonly repo?: string;
  readonly seed: number;
  readonly hash: boolean;
  readonly options: RepoOptions;
  readonly script: string;
}

const SYSTEMS = ['amazon-linux-2023', 'amazon-linux-2', 'ubuntu'] as const;

/** What the words ask for, or a sentence about what is wrong with them. */
export function readSimArguments(words: readonly string[]): SimArguments | string {
  const values: Record<string, string> = {};
  const operands: string[] = [];
  let hash = false;
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (word === '--hash') hash = true;
    else if (/^--(scenario|repo|seed|instances|os|image|buildspec|branch)$/.test(word)) {
      const value = words[++i];
      if (value === undefined) return `${word} wants a value`;
      values[word.slice(2)] = value;
    } else if (word.startsWith('--')) return `there is no option ${word}`;
    else operands.push(word);
  }
  if (operands.length !== 1)
    return operands.length === 0 ? 'which script? Give a file, or - for standard input' : 'one script at a time';
  return check(values, hash, operands[0]!);
}

function check(values: Readonly<Record<string, string>>, hash: boolean, script: string): SimArguments | string {
  const { scenario = 'first-release', repo, seed = '1', instances, os, image, buildspec, branch } = values;
  if (repo !== undefined && values.scenario !== undefined) return 'either --scenario or --repo';
  if (repo === undefined && !Object.hasOwn(scenarios, scenario))
    return `there is no scenario ${scenario}; there are ${Object.keys(scenarios).join(', ')}`;
  if (!/^\d+$/.test(seed)) return `--seed wants a whole number, not ${seed}`;
  if (instances !== undefined && !/^[1-9]\d*$/.test(instances))
    return `--instances wants a whole number from 1, not ${instances}`;
  if (os !== undefined && !SYSTEMS.includes(os as never)) return `--os knows ${SYSTEMS.join(', ')}`;
  const options: RepoOptions = {
    ...(instances === undefined ? {} : { instances: Number(instances) }),
    ...(os === undefined ? {} : { os: os as (typeof SYSTEMS)[number] }),
    ...(image === undefined ? {} : { image }),
    ...(buildspec === undefined ? {} : { buildspec }),
    ...(branch === undefined ? {} : { branch }),
  };
  return { scenario, ...(repo === undefined ? {} : { repo }), seed: Number(seed), hash, options, script };
}
