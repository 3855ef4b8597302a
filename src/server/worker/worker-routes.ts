import { isRepositoryName, isRunId, isWorkerId } from '../../events/index.ts';
import { repositoryOf } from '../../orchestrator/index.ts';
import { UnsealError } from '../../store/index.ts';
import { bodyParser, bodySchemas } from '../http/body.ts';
import { goneWith } from '../http/gone.ts';
import { pathJob } from '../http/parameters.ts';
import { HttpProblem, unavailable } from '../http/problem.ts';
import type { Call, Route } from '../http/route.ts';
import { repositorySecrets } from '../secret-source.ts';
import type { Services } from '../services.ts';
import type { JobSecretsShape } from '../shapes/index.ts';
import { whenFolded } from '../when-folded.ts';
import { judgeGrant, type ShownGrant } from './grant.ts';

interface GrantBody {
  readonly worker: string;
  readonly run: number;
  readonly repository: string;
}

const BODY = {
  type: 'object',
  required: ['worker', 'run', 'repository'],
  additionalProperties: false,
  properties: {
    worker: { type: 'string', minLength: 1, maxLength: 500 },
    run: { type: 'integer' },
    repository: { type: 'string', maxLength: 201 },
  },
};

/**
 * What workers on other machines need, for which they show the token of workers. All are POST: none may be read
 * without a token, not even on loopback.
 */
export function workerRoutes(services: Services): readonly Route[] {
  const parse = bodyParser('Grant', bodySchemas.compile<GrantBody>(BODY));
  return [
    {
      method: 'post',
      path: '/api/worker/check',
      summary: 'Whether a token is good for a worker',
      responses: { 204: { description: 'It is' } },
      handle: ({ response }) => {
        response.status(204).end();
      },
    },
    {
      method: 'post',
      path: '/api/worker/jobs/{job}/secrets',
      summary: 'Give the worker that a job attempt was granted to what the job may know, in the clear',
      body: { schema: BODY },
      responses: {
        200: { description: 'Secrets, URL of the repository and its credentials', schema: 'JobSecrets' },
      },
      handle: async (call) => {
        const shape = await secretsFor(services, call, shownGrant(call, parse(call.request.body)));
        call.response.setHeader('Cache-Control', 'no-store');
        call.response.json(shape);
      },
    },
  ];
}

async function secretsFor(services: Services, call: Call, shown: ShownGrant): Promise<JobSecretsShape> {
  if (!services.isCaughtUp()) throw unavailable('The server is still reading its log.');
  const state = services.states.get(services.log.partitionOf(shown.repository));
  if (state === undefined) throw refused(shown);
  const look = (): 'holds' | 'refused' | null => {
    const standing = judgeGrant(state, shown);
    return standing === 'unread' ? null : standing;
  };
  const standing = await whenFolded(services, look, goneWith(call.response));
  if (standing === null) {
    throw unavailable(`The server has not read from the log yet that the job ${shown.job} was granted.`);
  }
  if (standing === 'refused') throw refused(shown);
  const { job, run, repository, worker } = shown;
  services.logger.info({ job, run, repository, worker }, 'A worker was given the secrets of its job');
  try {
    return repositorySecrets(repositoryOf(state, repository), services.keys);
  } catch (error) {
    if (!(error instanceof UnsealError)) throw error;
    throw new HttpProblem(
      409,
      `A secret of ${repository} cannot be opened with this server's master key: set it again, or give all servers the same key.`,
      { cause: error },
    );
  }
}

/** @throws HttpProblem 422 for what cannot be a grant */
function shownGrant(call: Call, { worker, run, repository }: GrantBody): ShownGrant {
  const job = pathJob(call, 'job');
  if (!isWorkerId(worker)) throw invalid('worker');
  if (!isRunId(run)) throw invalid('run');
  if (!isRepositoryName(repository)) throw invalid('repository');
  return { job, run, repository, worker };
}

function refused({ job, worker }: ShownGrant): HttpProblem {
  return new HttpProblem(409, `The job ${job} is not granted to the worker ${worker}, or it is over.`);
}

function invalid(field: string): HttpProblem {
  return new HttpProblem(422, 'Validation Failed', {
    errors: [{ resource: 'Grant', field, code: 'invalid', message: `${field} cannot be of a grant.` }],
  });
}
