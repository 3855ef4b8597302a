/** Significant digits that GitHub prints of a number: .NET's format `G15`. */
const DIGITS = 15;

/**
 * A number as GitHub prints it where an expression becomes text: at most 15 significant digits, and
 * scientific notation (`1E+21`, `1E-05`) where the exponent is 15 or more, or -5 or less.
 */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
  if (value === 0) return '0';
  const [mantissa = '', exponentText = '0'] = value.toExponential(DIGITS - 1).split('e');
  const exponent = Number(exponentText);
  if (exponent > -5 && exponent < DIGITS) return String(Number(value.toPrecision(DIGITS)));
  const sign = exponent < 0 ? '-' : '+';
  return `${withoutTrailingZeros(mantissa)}E${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function withoutTrailingZeros(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/0+$/, '').replace(/\.$/, '') : decimal;
}
