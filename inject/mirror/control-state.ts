// What a form control holds, as operations: the value is not an attribute.
import type { DomOp } from '../../protocol/dom.ts';
import { getter, platformClass } from '../natives.ts';
import { dom } from './native-dom.ts';
import { isHidden } from './masking.ts';
import { isSecret, masked } from './secret.ts';

const input = platformClass('HTMLInputElement');
const inputValue = getter(input, 'value');
const inputType = getter(input, 'type');
const checked = getter(input, 'checked');
const indeterminate = getter(input, 'indeterminate');
const areaValue = getter(platformClass('HTMLTextAreaElement'), 'value');
const areaDefault = getter(platformClass('HTMLTextAreaElement'), 'defaultValue');
const select = platformClass('HTMLSelectElement');
const optionsOf = getter(select, 'options');
const selected = getter(platformClass('HTMLOptionElement'), 'selected');
const defaultSelected = getter(platformClass('HTMLOptionElement'), 'defaultSelected');

// HTML, "The input element": types whose value is not the attribute's (mode "value"), and those that are checked.
const HOLDS_TEXT =
  /^(?:text|search|tel|url|email|password|date|month|week|time|datetime-local|number|range|color)$/;

export const isTextControl = (it: Element): it is HTMLInputElement | HTMLTextAreaElement =>
  dom.localName(it) === 'textarea' ||
  (dom.localName(it) === 'input' && HOLDS_TEXT.test(inputType(it as HTMLInputElement)));
export const isCheckable = (it: Element): it is HTMLInputElement =>
  dom.localName(it) === 'input' && /^(?:checkbox|radio)$/.test(inputType(it as HTMLInputElement));
export const isSelect = (it: Element): it is HTMLSelectElement => dom.localName(it) === 'select';

export const valueOf = (it: HTMLInputElement | HTMLTextAreaElement): string =>
  dom.localName(it) === 'textarea'
    ? areaValue(it as HTMLTextAreaElement)
    : inputValue(it as HTMLInputElement);

/** The last `input` command that a control has heard. */
export interface Heard {
  readonly from: string;
  readonly seq: number;
}
const heard = new WeakMap<Element, Heard>();
export const hears = (it: Element, by: Heard): void => {
  heard.set(it, by);
};

/** What a control holds now. With `fresh`, nothing where it holds what its markup says. */
export function controlState(it: Element, id: number, fresh: boolean): DomOp | null {
  if (isTextControl(it)) return textState(it, id, fresh);
  if (isHidden(it)) return null;
  if (isCheckable(it)) {
    const op: DomOp = ['checked', id, checked(it), indeterminate(it)];
    return fresh && !op[3] && op[2] === dom.hasAttribute(it, 'checked') ? null : op;
  }
  if (isSelect(it) && !isSecret(it)) return selectState(it, id, fresh);
  return null;
}

function textState(it: HTMLInputElement | HTMLTextAreaElement, id: number, fresh: boolean): DomOp | null {
  const value = valueOf(it);
  const secret = isSecret(it);
  const markup =
    dom.localName(it) === 'textarea'
      ? areaDefault(it as HTMLTextAreaElement)
      : (dom.getAttribute(it, 'value') ?? '');
  if (fresh && value === markup) return null;
  const { from, seq } = heard.get(it) ?? { from: '', seq: 0 };
  return ['v', id, secret ? masked(value) : value, from, seq];
}

function selectState(it: HTMLSelectElement, id: number, fresh: boolean): DomOp | null {
  const chosen: number[] = [];
  const options = optionsOf(it);
  let changed = false;
  for (let i = 0; i < options.length; i++) {
    const option = options[i];
    if (option === undefined) continue;
    const isChosen = selected(option);
    if (isChosen) chosen[chosen.length] = i;
    if (isChosen !== defaultSelected(option)) changed = true;
  }
  return fresh && !changed ? null : ['options', id, chosen];
}
