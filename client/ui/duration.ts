const UNITS = [
  { ms: 86_400_000, one: 'd' },
  { ms: 3_600_000, one: 'h' },
  { ms: 60_000, one: 'min' },
] as const;

/** How long something has been going on, in its one or two largest units: "2 h 5 min". */
export function duration(ms: number): string {
  const at = UNITS.findIndex((it) => ms >= it.ms);
  const unit = UNITS[at];
  if (unit === undefined) return ms < 10_000 ? 'just now' : `${Math.floor(ms / 1_000)} s`;
  const whole = `${Math.floor(ms / unit.ms)} ${unit.one}`;
  const smaller = UNITS[at + 1];
  const rest = smaller === undefined ? 0 : Math.floor((ms % unit.ms) / smaller.ms);
  return smaller === undefined || rest === 0 ? whole : `${whole} ${rest} ${smaller.one}`;
}
