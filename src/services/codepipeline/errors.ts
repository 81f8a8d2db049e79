// What CodePipeline answers when it will not.
import { defineErrors } from '../../aws/errors.ts';

export const errors = defineErrors({
  'InvalidStructureException/oneStage':
    'Pipeline has only {count} stage(s). There should be a minimum of 2 stages in a pipeline',
  'InvalidStructureException/manyStages':
    'Pipeline has too many stages. There can only be up to 50 stages in a pipeline',
  'InvalidStructureException/firstStage': 'Pipeline should start with a stage that only contains source actions',
  'InvalidStructureException/laterSource': 'Source actions can only be included in the first stage of the pipeline',
  'InvalidStructureException/onlySource': 'Pipeline should contain at least 1 action whose category is not Source',
  'InvalidStructureException/variables': 'Pipeline variable can only be used with V2 pipelines',
  'InvalidStructureException/mode': 'QUEUED or PARALLEL mode can only be used with V2 pipelines',
  'InvalidStructureException/triggers': 'Triggers on tag can only be used with V2 pipelines',
  'InvalidStructureException/connection': 'Triggers for connections must reference a CodeStarSourceConnection action.',
  'InvalidStructureException/variableName':
    'Variable names must be unique. The following variable name is already in use: {name}',
  'InvalidStructureException/regions':
    "Your pipeline contains actions in more than one region. Use 'pipeline.artifactStores' instead of 'pipeline.artifactStore' to declare an artifact store, such as an artifact bucket, for each region where you have an action.",
  'InvalidStructureException/store':
    'Pipeline should have one of artifactStore or artifactStores defined, not both or none',
  'InvalidStructureException/role': 'CodePipeline is not authorized to perform AssumeRole on role {role}',
  PipelineNameInUseException: "A pipeline with the name '{name}' already exists in account '{account}'",
  'InvalidStageDeclarationException/name': "Stage name '{name}' is used more than once",
  'InvalidStageDeclarationException/conditions': 'Stage level conditions can only be used with V2 pipelines.',
  'InvalidStageDeclarationException/notSimulated': 'Slipway does not simulate stage conditions: {stage}.',
  'InvalidActionDeclarationException/configuration':
    "Action configuration for action '{action}' is missing required configuration '{key}'",
  'InvalidActionDeclarationException/unknownKey':
    "Action configuration for action '{action}' contains unknown configuration '{key}'",
  'InvalidActionDeclarationException/type':
    "ActionType (Category: '{category}', Provider: '{provider}', Owner: '{owner}', Version: '{version}') in action '{action}' is not available in region '{region}'",
  'InvalidActionDeclarationException/notSimulated':
    "Slipway does not simulate actions of provider '{provider}' in category '{category}': action '{action}'.",
  'InvalidActionDeclarationException/input':
    'Input Artifact Bundle {artifact} in action {action} is not declared as Output Artifact Bundle in any of the preceding actions',
  'InvalidActionDeclarationException/namespace':
    'Namespaces must be unique across the pipeline definition. The following occur more than once in the pipeline. StageName=[{stage}], ActionName=[{action}], Namespace=[{namespace}]',
  'InvalidActionDeclarationException/name': "Action name '{name}' is used more than once in stage '{stage}'",
  'InvalidActionDeclarationException/output':
    'Output Artifact Bundle name must be unique within the pipeline. {artifact} has been used more than once.',
  'InvalidActionDeclarationException/manyInputs':
    "Action '{action}' of type '{provider}' has too many input artifacts. It can have at most {max}",
  'InvalidActionDeclarationException/fewInputs':
    "Action '{action}' of type '{provider}' has too few input artifacts. It must have at least {min}",
  'InvalidActionDeclarationException/manyOutputs':
    "Action '{action}' of type '{provider}' has too many output artifacts. It can have at most {max}",
  'InvalidActionDeclarationException/fewOutputs':
    "Action '{action}' of type '{provider}' has too few output artifacts. It must have at least {min}",
  PipelineNotFoundException: "Account '{account}' does not have a pipeline with name '{name}'",
  'PipelineNotFoundException/update':
    "The account with id '{account}' does not include a pipeline with the name '{name}'",
  PipelineVersionNotFoundException: 'The pipeline version was specified in an invalid format or cannot be found.',
  PipelineExecutionNotFoundException:
    'The pipeline execution was specified in an invalid format or cannot be found, or an execution ID does not belong to the specified pipeline.',
  PipelineExecutionNotStoppableException:
    "Unable to stop the pipeline execution. The execution might already be in a 'Stopped' state, or it might no longer be in progress.",
  DuplicatedStopRequestException:
    'The pipeline execution is already in a Stopping state. If you already chose to stop and wait, you cannot make that request again. You can choose to stop and abandon now, but be aware that this option can lead to failed tasks or out of sequence tasks. If you already chose to stop and abandon, you cannot make that request again.',
  ConcurrentPipelineExecutionsLimitExceededException:
    'The pipeline has reached the limit for concurrent pipeline executions.',
  StageNotFoundException: 'The stage was specified in an invalid format or cannot be found.',
  ActionNotFoundException: 'The specified action cannot be found.',
  StageNotRetryableException:
    'Unable to retry. The pipeline structure or stage state might have changed while actions awaited retry, or the stage contains no failed actions.',
  NotLatestPipelineExecutionException:
    'The stage has failed in a later run of the pipeline and the pipelineExecutionId associated with the request is out of date.',
  ConflictException:
    'Your request cannot be handled because the pipeline is busy handling ongoing activities. Try again later.',
  ApprovalAlreadyCompletedException: 'The approval action has already been approved or rejected.',
  InvalidApprovalTokenException: 'The approval request already received a response or has expired.',
  'ValidationException/variable':
    'The following pipeline variables have no default value and were not provided: {name}',
  'ValidationException/unknownVariable': 'The following variable is not declared in the pipeline: {name}',
  ResourceNotFoundException: 'The resource was specified in an invalid format.',
});
