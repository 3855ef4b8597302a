import type { ReactNode } from 'react';
import styles from './filter-control.module.css';

/** A filter with a value of a list. A value that came with the address is there as well. */
export function FilterSelect({
  label,
  any,
  value,
  values,
  wordsOf = (one) => one,
  onChoose,
}: {
  readonly label: string;
  /** What stands there where it does not restrict: "All repositories". */
  readonly any: string;
  /** Empty: it does not restrict. */
  readonly value: string;
  readonly values: readonly string[];
  /** What a value is called. Default: itself. */
  readonly wordsOf?: (value: string) => string;
  readonly onChoose: (value: string) => void;
}): ReactNode {
  const offered = value === '' || values.includes(value) ? values : [value, ...values];
  return (
    <select
      aria-label={label}
      className={styles['control']}
      data-active={value !== ''}
      value={value}
      onChange={(event) => onChoose(event.target.value)}
    >
      <option value="">{any}</option>
      {offered.map((one) => (
        <option key={one} value={one}>
          {wordsOf(one)}
        </option>
      ))}
    </select>
  );
}
