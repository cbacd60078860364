// A button with something that opens under it.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button, type ButtonProps } from './button.tsx';

export interface PopoverProps extends Omit<ButtonProps, 'expanded' | 'onClick' | 'children'> {
  /** What is in it; `close` closes it and gives the focus back. */
  readonly content: (close: () => void) => ComponentChildren;
  readonly onToggle?: (isOpen: boolean) => void;
  readonly align?: 'start' | 'end';
  readonly badge?: ComponentChildren;
}

export function Popover({ content, onToggle, align = 'end', badge, ...button }: PopoverProps): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const set = (open: boolean): void => {
    setOpen(open);
    onToggle?.(open);
  };
  const close = (): void => {
    setOpen(false);
    root.current?.querySelector('button')?.focus();
  };
  useOutside(root, isOpen, () => setOpen(false));
  return (
    <div
      class="popover-root"
      ref={root}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return;
        event.stopPropagation();
        close();
      }}
    >
      <Button {...button} expanded={isOpen} onClick={() => set(!isOpen)}>
        {badge}
      </Button>
      {isOpen && <div class={`popover popover-${align}`}>{content(close)}</div>}
    </div>
  );
}

/** Calls back when something outside is pressed, or the focus goes into a frame, whose presses we do not hear of. */
function useOutside(
  root: { readonly current: HTMLElement | null },
  isOpen: boolean,
  onOutside: () => void,
): void {
  useEffect(() => {
    if (!isOpen) return;
    const pressed = (event: Event): void => {
      if (event.target instanceof Node && root.current?.contains(event.target) === true) return;
      onOutside();
    };
    document.addEventListener('pointerdown', pressed, true);
    window.addEventListener('blur', pressed);
    return () => {
      document.removeEventListener('pointerdown', pressed, true);
      window.removeEventListener('blur', pressed);
    };
  }, [isOpen]);
}
