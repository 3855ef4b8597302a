import type { ReactNode } from 'react';
import styles from './filter-bar.module.css';
import { FILTER_WORDS, valueWords } from './filter-words.ts';
import type { Choice } from './filters.ts';

/** A filter with a value of a list. A value that came with the address is there as well. */
export function FilterSelect({
  name,
  value,
  values,
  onChoose,
}: {
  readonly name: Choice;
  /** Empty: it does not restrict. */
  readonly value: string;
  readonly values: readonly string[];
  readonly onChoose: (value: string) => void;
}): ReactNode {
  const { label, any } = FILTER_WORDS[name];
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
          {valueWords(name, one)}
        </option>
      ))}
    </select>
  );
}
