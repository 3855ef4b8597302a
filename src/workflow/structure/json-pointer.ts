import { isJsonObject, type Json } from '../../events/json.ts';
import type { Path } from '../source/document.ts';

/** Follows a JSON pointer (RFC 6901) from the root of a file. */
export function locate(pointer: string, root: Json): { readonly path: Path; readonly value: Json } {
  const path: (string | number)[] = [];
  let value: Json = root;
  for (const segment of pointer.split('/').slice(1)) {
    const key = segment.replaceAll('~1', '/').replaceAll('~0', '~');
    if (isJsonObject(value)) {
      path.push(key);
      value = value[key] ?? null;
    } else if (Array.isArray(value)) {
      const items: readonly Json[] = value;
      path.push(Number(key));
      value = items[Number(key)] ?? null;
    }
  }
  return { path, value };
}
