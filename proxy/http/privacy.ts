// What of a site its mirrors may not see, by the operator's rules.
import type { SiteElements } from '../../config/shapes.ts';
import { HIDE_MARK, type Privacy, type PrivacyMode } from '../../protocol/privacy.ts';
import { isNamed } from './policy.ts';

export interface ElementRules {
  readonly mask: readonly SiteElements[];
  readonly unmask: readonly SiteElements[];
}

/** For a session: what holds for each real origin. */
export function privacyBy(mode: PrivacyMode, { mask, unmask }: ElementRules): (origin: string) => Privacy {
  return (origin) => {
    const { hostname, port } = new URL(origin);
    const selectors = (rules: readonly SiteElements[]): string[] =>
      rules.filter(({ hosts }) => isNamed(hosts, hostname, port)).map(({ selector }) => selector);
    return { mode, hide: selectors(mask), show: selectors(unmask) };
  };
}

/** Whether something of a document is hidden: then its mirrors get nothing of it but by the live page. */
export const hidesSomething = ({ mode, hide }: Privacy, html: string): boolean =>
  mode !== 'visible' || hide.length > 0 || html.includes(HIDE_MARK);
