// A list of things to choose, moved through with the arrow keys (ARIA Authoring Practices, "menu").
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon, type IconName } from './icon.tsx';

export function Menu({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  const element = useRef<HTMLDivElement>(null);
  const items = (): HTMLElement[] => [
    ...(element.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? []),
  ];
  useEffect(() => {
    (items().find((it) => it.getAttribute('aria-checked') === 'true') ?? items()[0])?.focus();
  }, []);
  const move = (event: KeyboardEvent): void => {
    const all = items();
    const at = all.findIndex((it) => it === document.activeElement);
    const last = all.length - 1;
    const next = {
      ArrowDown: at + 1,
      ArrowRight: at + 1,
      ArrowUp: at - 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    all[next > last ? 0 : next < 0 ? last : next]?.focus();
  };
  return (
    <div class="menu" role="menu" aria-label={label} ref={element} onKeyDown={move}>
      {children}
    </div>
  );
}

export interface MenuItemProps {
  readonly label: string;
  readonly icon?: IconName;
  /** Given: one of several of which one is chosen. */
  readonly checked?: boolean;
  readonly danger?: boolean;
  readonly onClick: () => void;
}

export function MenuItem({ label, icon, checked, danger = false, onClick }: MenuItemProps): JSX.Element {
  return (
    <button
      type="button"
      class={danger ? 'menu-item menu-item-danger' : 'menu-item'}
      role={checked === undefined ? 'menuitem' : 'menuitemradio'}
      aria-checked={checked}
      tabIndex={-1}
      onClick={onClick}
    >
      {icon !== undefined && <Icon name={icon} />}
      <span>{label}</span>
      {checked === true && <Icon name="check" />}
    </button>
  );
}
