/** `£1,234.50` from pence. */
export function price(pence: number): string {
  const [pounds = '0', rest = '00'] = (pence / 100).toFixed(2).split('.');
  return `£${pounds.replace(/\B(?=(\d{3})+$)/g, ',')}.${rest}`;
}
