import type { ReactNode } from 'react';
import styles from './data-table.module.css';
import { VisuallyHidden } from './visually-hidden.tsx';

/** A column: what it is called, and what each row has in it. */
export interface Column<Row> {
  readonly name: string;
  /** `header`: names the row; `number`: aligned at its end; `controls`: needs no heading that is seen. Default: text. */
  readonly kind?: 'header' | 'text' | 'number' | 'controls';
  readonly cell: (row: Row) => ReactNode;
}

/**
 * A table whose rows are cards in a narrow window: each cell has its column's name beside it then. The widths of the
 * columns are `--columns` of its class, as `grid-template-columns` has them.
 */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  keyOf,
  className = '',
  isOld = false,
  framed = false,
}: {
  /** What the rows are, for screen readers. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string | number;
  /** A class that sets `--columns`. */
  readonly className?: string | undefined;
  /** Whether other rows are on their way. */
  readonly isOld?: boolean;
  /** Whether it has a frame of its own; in a panel it needs none. */
  readonly framed?: boolean;
}): ReactNode {
  // The roles are said again: some browsers forget them where a table is laid out as a grid.
  return (
    <table
      role="table"
      className={`${styles['table']} ${className}`}
      data-framed={framed}
      data-old={isOld}
      aria-busy={isOld}
    >
      <caption>
        <VisuallyHidden>{caption}</VisuallyHidden>
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ name, kind }) => (
            <th key={name} scope="col" role="columnheader" data-kind={kind}>
              {kind === 'controls' ? <VisuallyHidden>{name}</VisuallyHidden> : name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={keyOf(row)} role="row">
            {columns.map((column) => (
              <Cell key={column.name} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell<Row>({ column, row }: { readonly column: Column<Row>; readonly row: Row }): ReactNode {
  const { name, kind, cell } = column;
  return kind === 'header' ? (
    <th scope="row" role="rowheader" data-kind={kind}>
      {cell(row)}
    </th>
  ) : (
    <td role="cell" data-kind={kind} data-name={name}>
      <div>{cell(row)}</div>
    </td>
  );
}
