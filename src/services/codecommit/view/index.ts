// CodeCommit for pictures: a repository's branches and its newest commits, laid out as a graph.
import { recordOf, recordsOf, versionOf, type Tables, type Version } from '../../../diagram/parts.ts';
import { commitsTable, repositoriesTable, type CommitRecord, type RepositoryRecord } from '../model.ts';

/** A commit at its place in the graph. */
export interface CommitNode {
  readonly version: Version;
  readonly subject: string;
  readonly author: string;
  /** Seconds since the Unix epoch. */
  readonly authoredAt: number;
  /** Rows from the top, lanes from the left. */
  readonly row: number;
  readonly lane: number;
  /** Rows and lanes of the parents that are drawn. */
  readonly parents: readonly { readonly row: number; readonly lane: number }[];
  readonly branches: readonly string[];
}

export interface RepositoryView {
  readonly name: string;
  readonly arn: string;
  readonly defaultBranch?: string;
  readonly branches: readonly { readonly name: string; readonly version: Version }[];
  readonly commits: readonly CommitNode[];
}

/** All repositories, each with its `limit` newest commits. */
export const repositoriesOf = (tables: Tables, limit: number): readonly RepositoryView[] =>
  recordsOf<RepositoryRecord>(tables, repositoriesTable.name).map((record) => viewOf(tables, record, limit));

/** One repository with its `limit` newest commits. */
export function repositoryOf(tables: Tables, name: string, limit: number): RepositoryView | undefined {
  const record = recordOf<RepositoryRecord>(tables, repositoriesTable.name, name);
  return record && viewOf(tables, record, limit);
}

function viewOf(tables: Tables, record: RepositoryRecord, limit: number): RepositoryView {
  const commits = newestFirst(
    recordsOf<CommitRecord>(tables, commitsTable.name).filter((commit) => commit.repository === record.name),
  ).slice(0, limit);
  const branches = Object.entries(record.branches).map(([name, id]) => ({ name, version: versionOf(tables, id)! }));
  const { name, arn, defaultBranch } = record;
  const view = { name, arn, branches, commits: layOut(tables, commits, record) };
  return defaultBranch === undefined ? view : { ...view, defaultBranch };
}

/** Children before parents, newer before older. */
function newestFirst(commits: readonly CommitRecord[]): readonly CommitRecord[] {
  const byId = new Map(commits.map((commit) => [commit.id, commit]));
  const children = new Map<string, number>();
  for (const { parents } of commits)
    for (const parent of parents) children.set(parent, (children.get(parent) ?? 0) + 1);
  const ready = commits.filter(({ id }) => !children.get(id));
  const ordered: CommitRecord[] = [];
  while (ready.length > 0) {
    // Of equal age the one that arrived later comes first.
    const next = ready.reduce((a, b) => (b.authoredAt >= a.authoredAt ? b : a));
    ready.splice(ready.indexOf(next), 1);
    ordered.push(next);
    for (const id of next.parents) {
      const left = (children.get(id) ?? 0) - 1;
      children.set(id, left);
      const parent = byId.get(id);
      if (left === 0 && parent) ready.push(parent);
    }
  }
  return ordered;
}

function layOut(tables: Tables, commits: readonly CommitRecord[], record: RepositoryRecord): CommitNode[] {
  const rows = new Map(commits.map(({ id }, row) => [id, row]));
  const lanes = lanesOf(commits);
  return commits.map((commit, row) => ({
    version: versionOf(tables, commit.id)!,
    subject: commit.subject,
    author: commit.author,
    authoredAt: commit.authoredAt,
    row,
    lane: lanes.get(commit.id)!,
    parents: commit.parents.flatMap((id) => (rows.has(id) ? [{ row: rows.get(id)!, lane: lanes.get(id)! }] : [])),
    branches: Object.entries(record.branches).flatMap(([name, id]) => (id === commit.id ? [name] : [])),
  }));
}

/** A first parent stays in its child's lane; every other tip opens the next lane. */
function lanesOf(commits: readonly CommitRecord[]): Map<string, number> {
  const lanes = new Map<string, number>();
  let next = 0;
  for (const { id, parents } of commits) {
    if (!lanes.has(id)) lanes.set(id, next++);
    const [first] = parents;
    if (first !== undefined) lanes.set(first, Math.min(lanes.get(first) ?? Infinity, lanes.get(id)!));
  }
  return lanes;
}
