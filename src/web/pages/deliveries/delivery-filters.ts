import type { DeliveryShape } from '../../../server/shapes/index.ts';

/** The states of a delivery, as the API's `status` takes them. */
export const DELIVERY_STATUSES: readonly DeliveryShape['status'][] = ['pending', 'handled', 'failed'];

/** Which deliveries are shown. An empty text restricts nothing. */
export interface DeliveryFilters {
  /** `owner/name` */
  readonly repository: string;
  readonly status: DeliveryShape['status'] | '';
  /** From 1. */
  readonly page: number;
}

/** All of them. */
export const NO_FILTERS: DeliveryFilters = { repository: '', status: '', page: 1 };

/** The last page that the server knows. */
const LAST_PAGE = 1_000_000;

/** The filters of an address. What is no status is left out, what is no page is the first. @param search `?status=failed` */
export function readDeliveryFilters(search: string): DeliveryFilters {
  const parameters = new URLSearchParams(search);
  const page = parameters.get('page') ?? '';
  return {
    repository: parameters.get('repository') ?? '',
    status: statusOf(parameters.get('status')),
    page: /^[1-9]\d{0,6}$/.test(page) ? Math.min(Number(page), LAST_PAGE) : 1,
  };
}

/** The address of the deliveries with these filters, the same for the same ones: `/deliveries?status=failed&page=2`. */
export function deliveriesAddress({ repository, status, page }: DeliveryFilters): string {
  const parameters = new URLSearchParams();
  if (repository !== '') parameters.set('repository', repository);
  if (status !== '') parameters.set('status', status);
  if (page > 1) parameters.set('page', String(page));
  return parameters.size === 0 ? '/deliveries' : `/deliveries?${parameters}`;
}

/** Whether some deliveries are not shown, on whatever page. */
export function isFiltered({ repository, status }: DeliveryFilters): boolean {
  return repository !== '' || status !== '';
}

/** A status that there is; empty for what is none. */
export function statusOf(text: string | null): DeliveryFilters['status'] {
  return DELIVERY_STATUSES.find((status) => status === text) ?? '';
}
