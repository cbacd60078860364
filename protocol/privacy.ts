// What of a page its mirrors may not see. What is hidden never leaves the live browser.

/**
 * `visible`: all but secrets (protocol/secret-fields.ts). `inputs`: nothing that fields hold. `private`: no text, picture or
 * field but what is shown on purpose.
 */
export const PRIVACY_MODES = ['visible', 'inputs', 'private'] as const;
export type PrivacyMode = (typeof PRIVACY_MODES)[number];

/** For one site: the mode, and the elements (CSS selectors) that are hidden in any, or shown in `private`. */
export interface Privacy {
  readonly mode: PrivacyMode;
  readonly hide: readonly string[];
  readonly show: readonly string[];
}

/** How a page marks an element itself. */
export const HIDE_MARK = 'data-lockstep-mask';
export const SHOW_MARK = 'data-lockstep-show';
/** Set in mirrors, on the outermost element that something is hidden of. */
export const HIDDEN_MARK = 'data-lockstep-masked';
