// The checks of a pipeline's structure, in AWS's words: https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html
import { errors } from './errors.ts';
import { actionType, NOT_SIMULATED, type ActionTypeSpec } from './catalogue.ts';
import type { Action, Declaration, Stage } from './model.ts';

/** @throws AwsError InvalidStructureException, InvalidStageDeclarationException, InvalidActionDeclarationException */
export function validatePipeline(pipeline: Declaration, region: string): void {
  const stages = pipeline.stages ?? [];
  checkStages(stages);
  checkVersionTwo(pipeline);
  if ((pipeline.artifactStore === undefined) === (pipeline.artifactStores === undefined))
    throw errors['InvalidStructureException/store']();
  for (const stage of stages) checkStage(stage, pipeline, region);
  checkArtifacts(stages);
  checkNamespaces(stages);
}

const isSource = (action: Action): boolean => action.actionTypeId?.category === 'Source';
const actionsOf = (stage: Stage): Action[] => stage.actions ?? [];

function checkStages(stages: readonly Stage[]): void {
  if (stages.length < 2) throw errors['InvalidStructureException/oneStage']({ count: stages.length });
  if (stages.length > 50) throw errors['InvalidStructureException/manyStages']();
  const names = new Set<string>();
  for (const { name } of stages) {
    if (names.has(name!)) throw errors['InvalidStageDeclarationException/name']({ name: name! });
    names.add(name!);
  }
  const [first, ...later] = stages;
  if (actionsOf(first!).length === 0 || !actionsOf(first!).every(isSource))
    throw errors['InvalidStructureException/firstStage']();
  if (later.some((stage) => actionsOf(stage).some(isSource))) throw errors['InvalidStructureException/laterSource']();
  if (later.every((stage) => actionsOf(stage).length === 0)) throw errors['InvalidStructureException/onlySource']();
}

function checkVersionTwo(pipeline: Declaration): void {
  const { pipelineType = 'V1', executionMode = 'SUPERSEDED', variables = [], triggers = [] } = pipeline;
  if (pipelineType !== 'V2') {
    if (variables.length > 0) throw errors['InvalidStructureException/variables']();
    if (executionMode !== 'SUPERSEDED') throw errors['InvalidStructureException/mode']();
    if (triggers.length > 0) throw errors['InvalidStructureException/triggers']();
  }
  // Connections are not simulated, so no trigger can reference one.
  if (triggers.length > 0) throw errors['InvalidStructureException/connection']();
  const names = new Set<string>();
  for (const { name } of variables) {
    if (names.has(name!)) throw errors['InvalidStructureException/variableName']({ name: name! });
    names.add(name!);
  }
}

function checkStage(stage: Stage, pipeline: Declaration, region: string): void {
  if (stage.beforeEntry ?? stage.onSuccess ?? stage.onFailure) {
    if (pipeline.pipelineType !== 'V2') throw errors['InvalidStageDeclarationException/conditions']();
    throw errors['InvalidStageDeclarationException/notSimulated']({ stage: stage.name! });
  }
  const names = new Set<string>();
  for (const action of actionsOf(stage)) {
    if (names.has(action.name!)) {
      throw errors['InvalidActionDeclarationException/name']({ name: action.name!, stage: stage.name! });
    }
    names.add(action.name!);
    checkAction(action, region);
  }
}

function checkAction(action: Action, region: string): void {
  const { category = '', provider = '', owner = '', version = '' } = action.actionTypeId ?? {};
  const name = action.name!;
  const spec = owner === 'AWS' ? actionType(category, provider) : undefined;
  if (NOT_SIMULATED.has(`${category}/${provider}`)) {
    throw errors['InvalidActionDeclarationException/notSimulated']({ provider, category, action: name });
  }
  if (!spec || version !== '1') {
    const place = region.toUpperCase().replaceAll('-', '_');
    throw errors['InvalidActionDeclarationException/type']({
      category,
      provider,
      owner,
      version,
      action: name,
      region: place,
    });
  }
  if (action.region !== undefined && action.region !== region) throw errors['InvalidStructureException/regions']();
  checkCounts(action, spec);
  const configuration = action.configuration ?? {};
  for (const key of spec.required) {
    if (!(key in configuration)) throw errors['InvalidActionDeclarationException/configuration']({ action: name, key });
  }
  if (provider === 'S3' && category === 'Deploy' && configuration.Extract === 'false' && !configuration.ObjectKey) {
    throw errors['InvalidActionDeclarationException/configuration']({ action: name, key: 'ObjectKey' });
  }
  if ((action.inputArtifacts ?? []).length > 1 && provider === 'CodeBuild' && !configuration.PrimarySource) {
    throw errors['InvalidActionDeclarationException/configuration']({ action: name, key: 'PrimarySource' });
  }
  for (const key of Object.keys(configuration)) {
    if (![...spec.required, ...spec.optional].includes(key))
      throw errors['InvalidActionDeclarationException/unknownKey']({ action: name, key });
  }
}

function checkCounts(action: Action, { provider, inputs, outputs }: ActionTypeSpec): void {
  const fields = { action: action.name!, provider };
  const [ins, outs] = [action.inputArtifacts?.length ?? 0, action.outputArtifacts?.length ?? 0];
  if (ins > inputs[1]) throw errors['InvalidActionDeclarationException/manyInputs']({ ...fields, max: inputs[1] });
  if (ins < inputs[0]) throw errors['InvalidActionDeclarationException/fewInputs']({ ...fields, min: inputs[0] });
  if (outs > outputs[1]) throw errors['InvalidActionDeclarationException/manyOutputs']({ ...fields, max: outputs[1] });
  if (outs < outputs[0]) throw errors['InvalidActionDeclarationException/fewOutputs']({ ...fields, min: outputs[0] });
}

/** What an action takes in must have been put out by an earlier stage, or by a lower run order of its own. */
function checkArtifacts(stages: readonly Stage[]): void {
  const declared = new Set<string>();
  for (const stage of stages) {
    for (const group of groupsOf(stage)) {
      for (const action of group) {
        const missing = (action.inputArtifacts ?? []).find(({ name }) => !declared.has(name!));
        if (missing) {
          throw errors['InvalidActionDeclarationException/input']({ artifact: missing.name!, action: action.name! });
        }
      }
      for (const { name } of group.flatMap((action) => action.outputArtifacts ?? [])) {
        if (declared.has(name!)) throw errors['InvalidActionDeclarationException/output']({ artifact: name! });
        declared.add(name!);
      }
    }
  }
}

/** The actions of a stage in groups of equal run order, lowest first. */
export function groupsOf(stage: Stage): Action[][] {
  const orders = [...new Set(actionsOf(stage).map(({ runOrder }) => runOrder ?? 1))].sort((a, b) => a - b);
  return orders.map((order) => actionsOf(stage).filter(({ runOrder }) => (runOrder ?? 1) === order));
}

function checkNamespaces(stages: readonly Stage[]): void {
  const seen = new Set<string>();
  for (const stage of stages) {
    for (const { name, namespace } of actionsOf(stage)) {
      if (namespace === undefined) continue;
      if (seen.has(namespace)) {
        const fields = { stage: stage.name!, action: name!, namespace };
        throw errors['InvalidActionDeclarationException/namespace'](fields);
      }
      seen.add(namespace);
    }
  }
}
