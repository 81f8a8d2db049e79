import type { GetDifferencesCommandInput, GetDifferencesCommandOutput } from '@aws-sdk/client-codecommit';
import { listFiles, type FileEntry } from '../../../computer/git/repository.ts';
import { defineOperation } from '../../../aws/service.ts';
import { commitOf, objectsOf, repositoryArn, repositoryOf } from '../repository.ts';

/** https://docs.aws.amazon.com/codecommit/latest/APIReference/API_GetDifferences.html */
export const getDifferences = defineOperation<GetDifferencesCommandInput, GetDifferencesCommandOutput>({
  resources: ({ repositoryName }, context) => [repositoryArn(context, repositoryName ?? '*')],
  readOnly: true,
  async handle({ repositoryName, beforeCommitSpecifier, afterCommitSpecifier, beforePath, afterPath }, context) {
    const repository = repositoryOf(context, repositoryName);
    const objects = objectsOf(context, repository);
    const filesAt = async (specifier: string, folder = '') => {
      const files = await listFiles(objects, await commitOf(context, repository, specifier));
      return new Map(files.filter(({ path }) => path.startsWith(folder)).map((file) => [file.path, file]));
    };
    const before = beforeCommitSpecifier
      ? await filesAt(beforeCommitSpecifier, beforePath)
      : new Map<string, FileEntry>();
    const after = await filesAt(afterCommitSpecifier!, afterPath);
    const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
    return { differences: paths.flatMap((path) => difference(before.get(path), after.get(path))) };
  },
});

const describe = ({ oid, path, mode }: FileEntry) => ({ blobId: oid, path, mode });

type Differences = NonNullable<GetDifferencesCommandOutput['differences']>;

function difference(before: FileEntry | undefined, after: FileEntry | undefined): Differences {
  if (before && after) {
    if (before.oid === after.oid && before.mode === after.mode) return [];
    return [{ beforeBlob: describe(before), afterBlob: describe(after), changeType: 'M' }];
  }
  return after
    ? [{ afterBlob: describe(after), changeType: 'A' }]
    : [{ beforeBlob: describe(before!), changeType: 'D' }];
}
