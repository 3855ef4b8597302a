import { activeFilters, type RunFilters } from '../filters/filters.ts';

/** `1,204 runs`, `1 run matches`. */
export function countText(total: number, filters: RunFilters): string {
  const count = `${total.toLocaleString('en')} ${total === 1 ? 'run' : 'runs'}`;
  if (activeFilters(filters).length === 0) return count;
  return `${count} ${total === 1 ? 'matches' : 'match'}`;
}
