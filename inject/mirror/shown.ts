// Makes elements of a mirror show what the live page's show beside their markup.
import { natives, self } from '../natives.ts';
import { isCheckable, isSelect, isTextControl, valueOf } from './control-state.ts';
import { dom } from './native-dom.ts';

/** Replaces only what differs: carets and selections in the rest stay where they are. */
export function showText(it: CharacterData, text: string): void {
  const before = dom.text(it);
  const most = Math.min(before.length, text.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === text.charCodeAt(start)) start++;
  let end = 0;
  while (
    end < most - start &&
    before.charCodeAt(before.length - 1 - end) === text.charCodeAt(text.length - 1 - end)
  )
    end++;
  it.replaceData(start, before.length - start - end, text.slice(start, text.length - end));
}

export function showValue(it: Element, value: string): void {
  if (!isTextControl(it) || valueOf(it) === value) return;
  const range = selectionIn(it);
  it.value = value;
  if (range !== null) it.setSelectionRange(...range);
}

/** The caret stays where it is when the text around it changes; controls without text (a colour) have none. */
function selectionIn(it: HTMLInputElement | HTMLTextAreaElement): [number, number] | null {
  if (dom.activeElement(it.ownerDocument) !== it || it.selectionStart === null || it.selectionEnd === null)
    return null;
  return [it.selectionStart, it.selectionEnd];
}

export function showChecked(it: Element, checked: boolean, indeterminate: boolean): void {
  if (!isCheckable(it)) return;
  it.checked = checked;
  it.indeterminate = indeterminate;
}

export function showOptions(it: Element, selected: readonly number[]): void {
  if (!isSelect(it)) return;
  const chosen = new Set(selected);
  if (!it.multiple) it.selectedIndex = selected[0] ?? -1;
  else Array.from(it.options).forEach((option, i) => (option.selected = chosen.has(i)));
}

export function showMedia(
  it: Element,
  time: number,
  play: { paused: boolean; rate: number; volume: number; muted: boolean },
): void {
  if (!(it instanceof HTMLMediaElement)) return;
  it.muted = play.muted;
  it.volume = Math.min(1, Math.max(0, play.volume));
  if (play.rate > 0 && play.rate <= 16) it.playbackRate = play.rate;
  if (Math.abs(it.currentTime - time) > 0.25) it.currentTime = time;
  if (play.paused) it.pause();
  else if (it.paused) void it.play().catch(() => playMuted(it));
}

/** Without a gesture of the user's a browser plays nothing that can be heard. */
function playMuted(it: HTMLMediaElement): void {
  it.muted = true;
  // Not even that: it stands still at the right place.
  it.play().catch(() => undefined);
}

export function showDialog(it: Element, state: string): void {
  if (!(it instanceof HTMLDialogElement)) return;
  const modal = dom.matches(it, ':modal');
  if (state !== 'modal' && modal) {
    // The attribute went first; without it close() does nothing, and the dialog stays in the top layer.
    it.setAttribute('open', '');
    it.close();
  }
  if (state === 'modal' && !modal) {
    it.removeAttribute('open');
    it.showModal();
  }
  if (state === 'open') it.setAttribute('open', '');
}

export function showPopover(it: Element, shown: boolean): void {
  if (!(it instanceof HTMLElement) || !it.isConnected || dom.matches(it, ':popover-open') === shown) return;
  if (shown) it.showPopover();
  else it.hidePopover();
}

export function showRules(sheet: CSSStyleSheet, rules: readonly string[]): void {
  while (sheet.cssRules.length > 0) sheet.deleteRule(0);
  for (const rule of rules) {
    try {
      sheet.insertRule(rule, sheet.cssRules.length);
    } catch {
      // A rule this browser does not know; an empty one keeps the numbers of those after it.
      sheet.insertRule('lockstep-unknown {}', sheet.cssRules.length);
    }
  }
}

const drawn = new WeakMap<HTMLCanvasElement, string>();
export function showCanvas(it: Element, image: string): void {
  if (!(it instanceof HTMLCanvasElement) || !image.startsWith('data:image/')) return;
  drawn.set(it, image);
  const picture = new Image();
  picture.onload = (): void => {
    if (drawn.get(it) !== image) return;
    const context = it.getContext('2d');
    context?.clearRect(0, 0, it.width, it.height);
    context?.drawImage(picture, 0, 0, it.width, it.height);
  };
  picture.src = image;
}

/** The address bar of the frame: relative links and `:target` follow it. */
export function showUrl(document: Document, url: string): void {
  if (dom.url(document) === url || document !== self.document) return;
  try {
    natives.replaceState(self.history, self.history.state, '', url);
  } catch {
    // Another origin's: the frame is on its way there.
  }
}
