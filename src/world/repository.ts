// The repository that a scenario begins with: real commits with fixed authors and times, so that ids never change.
import type { Gateway } from '../aws/gateway.ts';
import { storedDisk } from '../computer/disk/stored.ts';
import { openRepository, setRef, writeCommit, writeTree } from '../computer/git/repository.ts';
import { commitsTable, repositoriesTable } from '../services/codecommit/index.ts';
import type { ScenarioSpec } from './scenario.ts';

const AUTHOR = { name: 'Dana', email: 'dana@example.com', timezoneOffset: 0 };
const HOUR_S = 3_600;

/** Creates the repository in CodeCommit and puts the scenario's commits into it. */
export async function seedRepository(
  { kernel }: Gateway,
  spec: ScenarioSpec,
  call: (service: string, operation: string, input: Record<string, unknown>) => Promise<Record<string, unknown>>,
): Promise<void> {
  await call('codecommit', 'CreateRepository', { repositoryName: spec.name });
  const record = kernel.table(repositoriesTable).must(spec.name);
  const repository = openRepository(storedDisk(kernel, `codecommit/${record.id}`).as(), '/repository.git');
  let tip: string | undefined;
  for (const [index, { message, files }] of spec.commits.entries()) {
    const timestamp = Math.floor(kernel.now / 1000) - (spec.commits.length - index) * HOUR_S;
    const tree = await writeTree(repository, files);
    const parents = tip ? [tip] : [];
    tip = await writeCommit(repository, { tree, parents, author: { ...AUTHOR, timestamp }, message });
    kernel.table(commitsTable).put(`${spec.name}/${tip}`, {
      id: tip,
      repository: spec.name,
      parents,
      author: AUTHOR.name,
      authoredAt: timestamp,
      subject: message,
    });
  }
  if (!tip) return;
  await setRef(repository, `refs/heads/${spec.branch}`, tip);
  kernel.table(repositoriesTable).patch(spec.name, { branches: { [spec.branch]: tip }, defaultBranch: spec.branch });
}
