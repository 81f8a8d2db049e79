// One sentence for each change on the stage, to be read aloud.
import type { StageModel } from './model.ts';
import { t } from '../messages/index.ts';

/** How many sentences are read for one change; a flood is no narration. */
const SENTENCES_MAX = 3;

/** What changed from `before` to `after`, in sentences. */
export function narrate(before: StageModel, after: StageModel): string[] {
  const sentences: string[] = [];
  for (const pipeline of after.pipelines) {
    const old = before.pipelines.find(({ name }) => name === pipeline.name);
    for (const stage of pipeline.stages) {
      const was = old?.stages.find(({ name }) => name === stage.name);
      if (was && (was.status !== stage.status || was.version?.id !== stage.version?.id))
        sentences.push(
          `${stage.name} ${t.status[stage.status]}${stage.version ? `, ${t.stage.version(stage.version.letter, stage.version.short)}` : ''}`,
        );
    }
  }
  const old = new Map(before.instances.map((box) => [box.id, box]));
  for (const box of after.instances) {
    const was = old.get(box.id);
    if (was && (was.version?.id !== box.version?.id || was.status !== box.status || was.word !== box.word))
      sentences.push(
        `${t.stage.instance} ${box.number} ${box.word}${box.version ? `, ${t.stage.version(box.version.letter, box.version.short)}` : ''}`,
      );
  }
  return sentences.slice(0, SENTENCES_MAX);
}
