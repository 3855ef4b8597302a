import { randomUUID } from 'node:crypto';
import { deliveryId, type JsonObject } from '../../events/index.ts';
import type { DeliveryRecord } from '../../store/index.ts';
import { bodyParser, bodySchemas } from '../http/body.ts';
import { pathRepository, pathText } from '../http/parameters.ts';
import { HttpProblem, type ProblemDetail } from '../http/problem.ts';
import type { Call, Route } from '../http/route.ts';
import { requireRegistered, type Services } from '../services.ts';
import type { DispatchedRunShape } from '../shapes/index.ts';
import { Links } from '../views/index.ts';
import { ACTOR } from './change-routes.ts';
import { findWorkflow } from './workflow-routes.ts';

/** GitHub's most inputs of a dispatch. */
const MAX_INPUTS = 25;

interface DispatchBody {
  readonly ref: string;
  readonly inputs?: JsonObject;
  readonly return_run_details?: boolean;
}

const BODY = {
  type: 'object',
  required: ['ref'],
  additionalProperties: false,
  properties: {
    /** Branch or tag, full or short; empty: the default branch. Control characters, spaces, and what git refuses first are no ref. */
    ref: { type: 'string', maxLength: 1000, pattern: '^(?!-)[^\\u0000-\\u0020\\u007f~^:?*\\[\\\\]*$' },
    inputs: {
      type: 'object',
      maxProperties: MAX_INPUTS,
      additionalProperties: { type: ['string', 'number', 'boolean', 'null'] },
    },
    return_run_details: { type: 'boolean' },
  },
};

/** Starting a workflow by hand (GitHub's REST API, "Create a workflow dispatch event"). */
export function dispatchRoute(services: Services): Route {
  const parse = bodyParser('WorkflowDispatch', bodySchemas.compile<DispatchBody>(BODY));
  return {
    method: 'post',
    path: '/api/v3/repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches',
    summary: 'Start a workflow that listens to workflow_dispatch',
    body: { schema: BODY },
    responses: {
      200: { description: 'The run, where `return_run_details` asks for it', schema: 'DispatchedRun' },
      204: { description: 'It was accepted; its run was not asked for, or is not there yet' },
    },
    handle: (call) => dispatch(services, call, parse(call.request.body)),
  };
}

async function dispatch(services: Services, call: Call, body: DispatchBody): Promise<void> {
  const { name: repository } = requireRegistered(services, pathRepository(call));
  const asked = pathText(call, 'workflow_id');
  const delivery = deliveryId(`dispatch:${randomUUID()}`);
  // Only intake sees the file at that ref and can check the inputs: its answer is this request's answer.
  await services.commands.submitAndAwait(
    {
      type: 'dispatch_requested',
      repository,
      delivery,
      workflow: findWorkflow(services, repository, asked)?.path ?? asked,
      ref: body.ref,
      inputs: body.inputs ?? {},
      actor: ACTOR,
    },
    ({ event }) =>
      (event.type === 'delivery_handled' || event.type === 'delivery_failed') && event.delivery === delivery,
  );
  const record = services.index.deliveries.get(repository, delivery);
  refuseWhatIntakeRefused(record);
  const run = record?.workflows.find((workflow) => workflow.run !== undefined)?.run;
  if (body.return_run_details !== true || run === undefined) {
    call.response.status(204).end();
    return;
  }
  const links = new Links(call.base);
  const shape: DispatchedRunShape = {
    workflow_run_id: run,
    run_url: links.run(repository, run),
    html_url: links.runPage(run),
  };
  call.response.json(shape);
}

/** @throws HttpProblem 404 where there is no such workflow, 422 for what else intake refused */
function refuseWhatIntakeRefused(delivery: DeliveryRecord | null): void {
  if (delivery === null || delivery.status === 'pending') return;
  if (delivery.workflows.some((workflow) => workflow.run !== undefined)) return;
  const reasons = delivery.workflows.flatMap(({ reason }) => (reason === undefined ? [] : [reason]));
  const message = [delivery.reason, ...reasons].find((reason) => reason !== null);
  const isUnknown = delivery.workflows.some(
    ({ outcome, name }) => outcome === 'skipped' && name === undefined,
  );
  throw new HttpProblem(isUnknown ? 404 : 422, message ?? 'The workflow was not started.', {
    errors: mistakesIn(delivery),
  });
}

/** What was wrong of what was sent, by field: `ref`, or the name of an input (`inputs`: all of them together). */
function mistakesIn({ status, reason, workflows }: DeliveryRecord): readonly ProblemDetail[] {
  const mistake = (field: string, message: string): ProblemDetail => {
    return { resource: 'WorkflowDispatch', field, code: 'invalid', message };
  };
  // Intake looks at no file of a dispatch only where there is nothing that the ref stands for.
  if (status === 'handled' && workflows.length === 0 && reason !== null) return [mistake('ref', reason)];
  return workflows.flatMap(({ inputProblems = [] }) =>
    inputProblems.map(({ input, message }) => mistake(input ?? 'inputs', message)),
  );
}
