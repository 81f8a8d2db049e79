// CodeBuild: projects, and builds that really run their buildspec. See model.md for what is simulated.
import { defineService } from '../../aws/service.ts';
import { beginPhase, completeBuild, cutPhase, endPhase, taskName } from './buildState.ts';
import { credentialsHost } from './credentialsHost.ts';
import { buildMachine } from './machines/build.machine.ts';
import type { PhaseStatus, PhaseType } from './model.ts';
import { batchDeleteBuilds } from './operations/batchDeleteBuilds.ts';
import { batchGetBuilds } from './operations/batchGetBuilds.ts';
import { batchGetProjects } from './operations/batchGetProjects.ts';
import { createProject } from './operations/createProject.ts';
import { deleteProject } from './operations/deleteProject.ts';
import { invalidateProjectCache } from './operations/invalidateProjectCache.ts';
import { listBuilds } from './operations/listBuilds.ts';
import { listBuildsForProject } from './operations/listBuildsForProject.ts';
import { listCuratedEnvironmentImages } from './operations/listCuratedEnvironmentImages.ts';
import { listProjects } from './operations/listProjects.ts';
import { retryBuild } from './operations/retryBuild.ts';
import { startBuild } from './operations/startBuild.ts';
import { stopBuild } from './operations/stopBuild.ts';
import { updateProject } from './operations/updateProject.ts';
import { prepareBuild, runBuild } from './work.ts';

export const codebuild = defineService({
  name: 'codebuild',
  iamPrefix: 'codebuild',
  principal: 'codebuild.amazonaws.com',
  operations: {
    BatchDeleteBuilds: batchDeleteBuilds,
    BatchGetBuilds: batchGetBuilds,
    BatchGetProjects: batchGetProjects,
    CreateProject: createProject,
    DeleteProject: deleteProject,
    InvalidateProjectCache: invalidateProjectCache,
    ListBuilds: listBuilds,
    ListBuildsForProject: listBuildsForProject,
    ListCuratedEnvironmentImages: listCuratedEnvironmentImages,
    ListProjects: listProjects,
    RetryBuild: retryBuild,
    StartBuild: startBuild,
    StopBuild: stopBuild,
    UpdateProject: updateProject,
  },
  machines: {
    build: {
      machine: buildMachine,
      effects: {
        beginPhase: (context, { phase }, _state, id) => beginPhase(context, id, phase as PhaseType),
        endPhase: (context, _params, _state, id) => endPhase(context, id),
        prepare: (context, _params, _state, id) => void context.start(taskName(id), (task) => prepareBuild(task, id)),
        provision: (context, _params, _state, id) => void context.start(taskName(id), (task) => runBuild(task, id)),
        cut: (context, { status }, _state, id) => cutPhase(context, id, status as 'STOPPED' | 'TIMED_OUT'),
        complete: (context, { outcome }, _state, id) => completeBuild(context, id, outcome as PhaseStatus),
      },
    },
  },
  hosts: [credentialsHost],
});

export { buildsTable, projectsTable, PHASES } from './model.ts';
export type {
  BuildRecord,
  BuildStatus,
  CommandRecord,
  PhaseRecord,
  PhaseStatus,
  PhaseType,
  ProjectRecord,
} from './model.ts';
