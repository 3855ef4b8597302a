/**
 * The path of these pages that an address names; null for what leads elsewhere, however a browser reads it: tabs do not
 * count, and a backslash is a slash.
 * @param origin of these pages
 */
export function ownPath(path: string | null, origin: string): string | null {
  if (path === null || !path.startsWith('/') || !URL.canParse(path, origin)) return null;
  const url = new URL(path, origin);
  // Without its dots, a path can still begin with two slashes.
  if (url.origin !== origin || url.pathname.startsWith('//')) return null;
  return url.pathname + url.search + url.hash;
}
