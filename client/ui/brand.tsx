// Two steps that fall as one: the sign of Lockstep.
import type { JSX } from 'preact';

export function Brand({ withName = false }: { readonly withName?: boolean }): JSX.Element {
  return (
    <span class="brand">
      <svg class="brand-sign" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <rect class="brand-back" x="3" y="3" width="19" height="19" rx="6" />
        <rect class="brand-front" x="10" y="10" width="19" height="19" rx="6" />
      </svg>
      {withName && <span class="brand-name">Lockstep</span>}
    </span>
  );
}
