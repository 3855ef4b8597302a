import { countText } from '../../../kit/count-text.ts';
import { activeFilters, type RunFilters } from '../filters/filters.ts';

/** `1,204 runs`, `1 run matches`. */
export function runCountText(total: number, filters: RunFilters): string {
  const count = countText(total, 'run');
  if (activeFilters(filters).length === 0) return count;
  return `${count} ${total === 1 ? 'matches' : 'match'}`;
}
