/** What runs are chosen by from a list of values; each is a parameter of the address and of `GET /api/runs`. */
export const CHOICES = ['repository', 'workflow', 'branch', 'event', 'status', 'actor'] as const;
export type Choice = (typeof CHOICES)[number];

/** Which runs are shown. An empty text restricts nothing. */
export interface RunFilters extends Readonly<Record<Choice, string>> {
  /** Looked for in titles, commit messages, branches and more. */
  readonly text: string;
  /** From 1. */
  readonly page: number;
}

/** A filter that restricts. */
export interface ActiveFilter {
  readonly name: Choice | 'text';
  readonly value: string;
}

export const NO_FILTERS: RunFilters = {
  repository: '',
  workflow: '',
  branch: '',
  event: '',
  status: '',
  actor: '',
  text: '',
  page: 1,
};

/** The longest text that the server looks for, in characters. */
export const LONGEST_TEXT = 200;
/** The last page that the server knows. */
const LAST_PAGE = 1_000_000;

/** The filters of an address. What they do not know is left out, what is no page is the first. @param search `?branch=main` */
export function readFilters(search: string): RunFilters {
  const parameters = new URLSearchParams(search);
  const read = (name: string): string => parameters.get(name) ?? '';
  return {
    repository: read('repository'),
    workflow: read('workflow'),
    branch: read('branch'),
    event: read('event'),
    status: read('status'),
    actor: read('actor'),
    text: read('text').slice(0, LONGEST_TEXT),
    page: readPage(read('page')),
  };
}

/** The address of the runs with these filters, the same for the same ones: `/?branch=main&page=2`. */
export function filtersAddress(filters: RunFilters): string {
  const parameters = new URLSearchParams();
  for (const { name, value } of activeFilters(filters)) parameters.set(name, value);
  if (filters.page > 1) parameters.set('page', String(filters.page));
  return parameters.size === 0 ? '/' : `/?${parameters}`;
}

/** The filters that restrict, in the order in which they are shown. */
export function activeFilters(filters: RunFilters): readonly ActiveFilter[] {
  const names = [...CHOICES, 'text'] as const;
  return names.map((name) => ({ name, value: filters[name] })).filter(({ value }) => value !== '');
}

function readPage(text: string): number {
  return /^[1-9]\d{0,6}$/.test(text) ? Math.min(Number(text), LAST_PAGE) : 1;
}
