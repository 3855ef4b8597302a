/** Keys and indexes from the root of a file to a value. */
export type Path = readonly (string | number)[];

/** Whether a path is, or leads through, another one. */
export function isWithin(path: Path, outer: Path): boolean {
  return path.length >= outer.length && outer.every((segment, index) => segment === path[index]);
}
