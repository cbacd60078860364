// Which elements were told as hidden: what comes to be hidden later, or to be shown, is to be told otherwise.
import { changesMasking, hidesByDefault, isHidden } from './masking.ts';

export interface ToldHidden {
  /** An element is told as it is now. */
  readonly note: (element: Element) => void;
  /** Whether anything is hidden. */
  readonly any: () => boolean;
  /** Whether a change hides or shows an element that was told. */
  readonly isChangedBy: (record: MutationRecord) => boolean;
}

export function createToldHidden(isTold: (node: Node) => boolean): ToldHidden {
  const hidden = new WeakSet<Element>();
  let any = false;
  return {
    note: (element) => {
      if (isHidden(element)) {
        hidden.add(element);
        any = true;
      } else hidden.delete(element);
    },
    any: () => any || hidesByDefault(),
    isChangedBy: ({ type, target, attributeName }) => {
      if (type !== 'attributes' || attributeName === null || !changesMasking(attributeName)) return false;
      const element = target as Element;
      return isTold(element) && hidden.has(element) !== isHidden(element);
    },
  };
}
