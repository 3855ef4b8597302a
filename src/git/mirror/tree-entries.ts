/** One entry of a tree object: a file, folder, link or submodule. */
export interface TreeEntry {
  /** As in the tree: octal without leading zeros, `40000` for a folder. */
  readonly mode: string;
  readonly name: string;
  readonly id: string;
}

/** The modes that are no plain file. */
export const MODE = { folder: '40000', link: '120000', submodule: '160000' } as const;

/**
 * Takes a tree object apart: `<mode> <name>\0<id bytes>`, repeated. Ends at the first entry that is cut off.
 * @param idBytes the length of an object's id
 */
export function* treeEntries(tree: Buffer, idBytes: number): Generator<TreeEntry> {
  let position = 0;
  while (position < tree.length) {
    const space = tree.indexOf(0x20, position);
    const end = tree.indexOf(0, space);
    if (space === -1 || end === -1 || end + 1 + idBytes > tree.length) return;
    yield {
      mode: tree.toString('latin1', position, space),
      name: tree.toString('utf8', space + 1, end),
      id: tree.toString('hex', end + 1, end + 1 + idBytes),
    };
    position = end + 1 + idBytes;
  }
}
