// The rules of a style sheet that depend on what hands are doing, each with what it stands in.
import { mapCssUrls } from '../../protocol/css-urls.ts';
import { getter, natives, platformClass } from '../natives.ts';
import { asksForState } from './state-selector.ts';

export interface StateRule {
  /** Of the rules around it, the outermost first: `@media print{`, `.menu{`. */
  readonly around: readonly string[];
  readonly selector: string;
  /** Declarations, and the rules nested in it. */
  readonly body: string;
}

type Read<T> = (it: object) => T | undefined;

/** Undefined where it is no rule of that kind: the getter checks. */
const reader =
  <T>(get: (it: never) => T): Read<T> =>
  (it) => {
    try {
      return get(it as never);
    } catch {
      // Another kind of rule, or a sheet of another origin's.
      return undefined;
    }
  };
const sheetRules = reader(getter(platformClass('CSSStyleSheet'), 'cssRules'));
const groupRules = reader(getter(platformClass('CSSGroupingRule'), 'cssRules'));
const nestedRules = reader((it: CSSStyleRule) => it.cssRules);
const selectorOf = reader(getter(platformClass('CSSStyleRule'), 'selectorText'));
const declarations = reader(getter(platformClass('CSSStyleRule'), 'style'));
const imported = reader(getter(platformClass('CSSImportRule'), 'styleSheet'));
const importedFor = reader((it: CSSImportRule) => it.media.mediaText);
const textOf = getter(platformClass('CSSRule'), 'cssText');
const hrefOf = getter(platformClass('StyleSheet'), 'href');

/** How long what was read of a sheet holds: a script may change a rule in place. */
const FRESH_MS = 1_000;
const known = new WeakMap<CSSStyleSheet, { count: number; at: number; rules: readonly StateRule[] }>();

export function stateRulesOf(sheet: CSSStyleSheet, base: string): readonly StateRule[] {
  const rules = sheetRules(sheet);
  if (rules === undefined) return [];
  const before = known.get(sheet);
  const now = natives.now();
  if (before?.count === rules.length && now - before.at < FRESH_MS) return before.rules;
  const found: StateRule[] = [];
  collect(rules, [], hrefOf(sheet) ?? base, found);
  known.set(sheet, { count: rules.length, at: now, rules: found });
  return found;
}

function collect(rules: CSSRuleList, around: readonly string[], base: string, found: StateRule[]): void {
  for (let i = 0; i < rules.length; i++) {
    const rule = rules[i];
    if (rule !== undefined) collectRule(rule, around, base, found);
  }
}

function collectRule(rule: CSSRule, around: readonly string[], base: string, found: StateRule[]): void {
  const selector = selectorOf(rule);
  if (selector !== undefined) {
    const nested = nestedRules(rule);
    if (asksForState(selector)) found.push({ around, selector, body: bodyOf(rule, nested, base) });
    else if (nested !== undefined) collect(nested, [...around, `${selector}{`], base, found);
    return;
  }
  const sheet = imported(rule);
  if (sheet) {
    const media = importedFor(rule) ?? '';
    const inner = sheetRules(sheet);
    const within = media === '' ? around : [...around, `@media ${media}{`];
    if (inner !== undefined) collect(inner, within, hrefOf(sheet) ?? base, found);
    return;
  }
  const inner = groupRules(rule);
  if (inner === undefined) return;
  const text = textOf(rule);
  collect(inner, [...around, text.slice(0, text.indexOf('{') + 1)], base, found);
}

/** With whole URLs: a copy of the rule stands in a sheet of another address. */
function bodyOf(rule: CSSRule, nested: CSSRuleList | undefined, base: string): string {
  let text = declarations(rule)?.cssText ?? '';
  for (let i = 0; i < (nested?.length ?? 0); i++) {
    const inner = nested?.[i];
    if (inner !== undefined) text += `${textOf(inner)}\n`;
  }
  return mapCssUrls(text, (url) =>
    url.startsWith('#') || !URL.canParse(url, base) ? url : new URL(url, base).href,
  );
}
