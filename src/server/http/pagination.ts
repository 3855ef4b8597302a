import type { Page } from '../../store/index.ts';
import { queryNumber } from './parameters.ts';
import type { Call, QueryParameter } from './route.ts';

/** The query parameters of every list (GitHub: "Using pagination in the REST API"). */
export const PAGE_PARAMETERS: { readonly [name: string]: QueryParameter } = {
  per_page: {
    description: 'Results per page, 1 to 100.',
    schema: { type: 'integer', minimum: 1, maximum: 100, default: 30 },
  },
  page: { description: 'The page, from 1.', schema: { type: 'integer', minimum: 1, default: 1 } },
};

/** A page of a list as it was asked for. */
export interface RequestedPage extends Page {
  /** From 1. */
  readonly number: number;
}

/** Reads `per_page` (1 to 100, default 30) and `page` (from 1, default 1). */
export function requestedPage(call: Call): RequestedPage {
  const limit = queryNumber(call, 'per_page', { fallback: 30, least: 1, most: 100 });
  const number = queryNumber(call, 'page', { fallback: 1, least: 1, most: 1_000_000 });
  return { number, limit, offset: (number - 1) * limit };
}

/** Sets the `Link` header with `prev`, `next`, `last` and `first`, each where it applies. */
export function setPageLinks(call: Call, page: RequestedPage, total: number): void {
  const last = Math.max(1, Math.ceil(total / page.limit));
  const links: string[] = [];
  const add = (relation: string, number: number): void => {
    const url = new URL(`${call.base}${call.request.originalUrl}`);
    url.searchParams.set('page', String(number));
    links.push(`<${url.href}>; rel="${relation}"`);
  };
  if (page.number > 1) add('prev', Math.min(page.number - 1, last));
  if (page.number < last) {
    add('next', page.number + 1);
    add('last', last);
  }
  if (page.number > 1) add('first', 1);
  if (links.length > 0) call.response.setHeader('Link', links.join(', '));
}

/** One page of a list that is in memory. */
export function slicePage<Item>(items: readonly Item[], page: Page): readonly Item[] {
  return items.slice(page.offset, page.offset + page.limit);
}
