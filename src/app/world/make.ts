// Makes a world in this browser: from a scenario, from a repository that was brought in, or from a world file.
import { unzipSync } from 'fflate';
import type { Data } from '../../lib/json.ts';
import { decodeJson } from '../../lib/json.ts';
import type { WorldFile } from './protocol.ts';
import { Storage, type WorldRecord } from './storage.ts';

/** Virtual time at which new worlds begin: a Monday morning. */
const START = Date.UTC(2026, 0, 5, 9, 0, 0);

/** A file that was brought in; paths are relative to the folder. */
export interface BroughtFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly executable: boolean;
}

const newId = (): string => crypto.randomUUID().slice(0, 8);

async function put(name: string, scenario: Data): Promise<WorldRecord> {
  const storage = await Storage.open();
  const now = Date.now();
  const origin = { scenario, seed: Math.floor(Math.random() * 2 ** 31), start: START };
  const record = { id: newId(), name, origin, branch: 'main', madeAt: now, usedAt: now };
  await storage.putWorld(record);
  return { ...record, format: 1 };
}

/** A world of one of the scenarios; its id. */
export const makeScenario = async (name: string, title: string): Promise<string> => (await put(title, { name })).id;

/** A world around a repository; its id. */
export async function makeFromFiles(name: string, files: readonly BroughtFile[]): Promise<string> {
  const repo = { name, files: files.map(({ path, bytes, executable }) => ({ path, bytes, executable })) };
  return (await put(name, { repo, options: {} })).id;
}

/** The worlds of this browser, the last used first; none when it keeps nothing. */
export async function listWorlds(): Promise<WorldRecord[]> {
  try {
    return await (await Storage.open()).worlds();
  } catch {
    return [];
  }
}

/** The content of a zip file; a single folder around everything is taken off. */
export function readZip(name: string, bytes: Uint8Array): { name: string; files: BroughtFile[] } {
  const entries = Object.entries(unzipSync(bytes)).filter(([path]) => !path.endsWith('/'));
  const tops = new Set(entries.map(([path]) => path.split('/')[0]!));
  const [top] = tops;
  const isWrapped = tops.size === 1 && entries.every(([path]) => path.includes('/'));
  const files = entries.map(([path, content]) => {
    const inner = isWrapped ? path.slice(top!.length + 1) : path;
    return { path: inner, bytes: content, executable: looksExecutable(content) };
  });
  return { name: isWrapped ? top! : name.replace(/\.zip$/i, ''), files };
}

/** Browsers do not tell modes; a file that begins with `#!` is a program. */
export const looksExecutable = (bytes: Uint8Array): boolean => bytes[0] === 0x23 && bytes[1] === 0x21;

/** A world from a world file; its id. @throws Error when it is none. */
export async function makeFromWorldFile(name: string, text: string): Promise<string> {
  const file = decodeJson(text) as WorldFile;
  if (file.slipway !== 1) throw new Error('not a world file');
  const storage = await Storage.open();
  const now = Date.now();
  const id = newId();
  await storage.putWorld({ id, name, origin: file.origin, branch: file.branch, madeAt: now, usedAt: now });
  for (const branch of file.branches) await storage.putBranch(id, { ...branch, journal: [...branch.journal] });
  return id;
}
