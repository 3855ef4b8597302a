import { PAGE_PARAMETERS, requestedPage, setPageLinks } from '../http/pagination.ts';
import { queryRepository } from '../http/parameters.ts';
import type { Route } from '../http/route.ts';
import type { Services } from '../services.ts';
import type { DeliveryListShape, WorkerListShape } from '../shapes/index.ts';
import { deliveryView, workerView } from '../views/index.ts';

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
      },
      responses: { 200: { description: 'A page of deliveries', schema: 'DeliveryList' } },
      handle: (call) => {
        const page = requestedPage(call);
        const { repository } = queryRepository(call);
        const list = services.index.repositories.deliveries(repository ?? null, page);
        setPageLinks(call, page, list.total);
        const shape: DeliveryListShape = {
          total_count: list.total,
          deliveries: list.deliveries.map(deliveryView),
        };
        call.response.json(shape);
      },
    },
    {
      method: 'get',
      path: '/api/workers',
      summary: 'List the workers heard of lately',
      responses: { 200: { description: 'The workers, by name', schema: 'WorkerList' } },
      handle: (call) => {
        const workers = services.workers.present(services.now()).map(workerView);
        const shape: WorkerListShape = { total_count: workers.length, workers };
        call.response.json(shape);
      },
    },
  ];
}
