// One command of a synchronisation body, typed: what a line `a=cobrowse-...` says.

export type Line =
  | { readonly name: 'page'; readonly win: string; readonly url: string; readonly title: string | null }
  | {
      readonly name: 'scroll';
      readonly win: string;
      readonly node: string | null;
      readonly fx: number | null;
      readonly fy: number | null;
    }
  | {
      readonly name: 'highlight';
      readonly win: string;
      readonly node: string | null;
      readonly range: { readonly start: number; readonly end: number } | null;
      readonly clear: boolean;
    }
  | { readonly name: 'focus'; readonly win: string }
  | {
      readonly name: 'window';
      readonly win: string;
      readonly action: 'open' | 'close';
      readonly url: string | null;
      readonly opener: string | null;
    }
  | { readonly name: 'resize'; readonly win: string; readonly w: number; readonly h: number }
  | {
      readonly name: 'control';
      readonly op: 'request' | 'grant' | 'deny' | 'release' | 'transfer' | 'revoke';
      readonly to: string | null;
      readonly from: string | null;
    }
  | { readonly name: 'control'; readonly op: 'holder'; readonly holder: string }
  | { readonly name: 'terminate'; readonly reason: string | null };

export const CAPABILITIES = [
  'page',
  'scroll',
  'highlight',
  'focus',
  'window',
  'resize',
  'control',
  'terminate',
] as const;
