import { isDeliveryId } from '../../events/index.ts';
import { DELIVERY_STATUSES, type DeliveryFilter } from '../../store/index.ts';
import { PAGE_PARAMETERS, requestedPage, setPageLinks } from '../http/pagination.ts';
import { invalidQuery, pathRepository, pathText, queryRepository, queryText } from '../http/parameters.ts';
import { notFound } from '../http/problem.ts';
import type { Call, Route } from '../http/route.ts';
import type { Services } from '../services.ts';
import type { DeliveryListShape, WorkerListShape } from '../shapes/index.ts';
import { deliveryView, unservedJobView, workerView } from '../views/index.ts';
import { unservedJobs } from '../waiting/index.ts';

/** How many jobs that no worker can take are listed. */
const UNSERVED_SHOWN = 20;

/** What came in, and who works. */
export function overviewRoutes(services: Services): readonly Route[] {
  return [
    {
      method: 'get',
      path: '/api/deliveries',
      summary: 'List the deliveries, newest first, with what each workflow file became',
      query: {
        ...PAGE_PARAMETERS,
        repository: { description: 'Only of `owner/name`.', schema: { type: 'string' } },
        status: {
          description: 'Only those that wait for intake, that it is done with, or that it gave up.',
          schema: { type: 'string', enum: [...DELIVERY_STATUSES] },
        },
      },
      responses: { 200: { description: 'A page of deliveries', schema: 'DeliveryList' } },
      handle: (call) => {
        const page = requestedPage(call);
        const { deliveries: known } = services.index;
        const list = known.list({ ...queryRepository(call), ...statusAsked(call) }, page);
        const runs = known.runsOf(list.deliveries);
        setPageLinks(call, page, list.total);
        const shape: DeliveryListShape = {
          total_count: list.total,
          deliveries: list.deliveries.map((delivery) => deliveryView(delivery, runs)),
        };
        call.response.json(shape);
      },
    },
    {
      method: 'get',
      path: '/api/deliveries/{owner}/{repo}/{delivery}',
      summary: 'Get a delivery with what each workflow file became',
      responses: { 200: { description: 'The delivery', schema: 'Delivery' } },
      handle: (call) => {
        const { deliveries } = services.index;
        const id = pathText(call, 'delivery');
        const delivery = isDeliveryId(id) ? deliveries.get(pathRepository(call), id) : null;
        if (delivery === null) throw notFound();
        call.response.json(deliveryView(delivery, deliveries.runsOf([delivery])));
      },
    },
    {
      method: 'get',
      path: '/api/workers',
      summary:
        'List the workers heard of lately, each with its jobs, and the jobs that none of them can take',
      responses: { 200: { description: 'The workers, by name', schema: 'WorkerList' } },
      handle: (call) => {
        const jobs = services.index.workerJobs.byWorker();
        const workers = services.workers
          .present(services.now())
          .map((worker) => workerView(worker, jobs.get(worker.heartbeat.worker) ?? []));
        const unserved = unservedJobs(services).slice(0, UNSERVED_SHOWN).map(unservedJobView);
        const shape: WorkerListShape = { total_count: workers.length, workers, unserved };
        call.response.json(shape);
      },
    },
  ];
}

/** The `status` parameter. @throws HttpProblem 422 */
function statusAsked(call: Call): Pick<DeliveryFilter, 'status'> {
  const text = queryText(call, 'status');
  if (text === undefined) return {};
  const status = DELIVERY_STATUSES.find((word) => word === text);
  if (status === undefined) throw invalidQuery('status', `is one of ${DELIVERY_STATUSES.join(', ')}`);
  return { status };
}
