// The one button of our pages.
import type { ComponentChildren, JSX } from 'preact';
import { Icon, type IconName } from './icon.tsx';

export interface ButtonProps {
  /** Its accessible name; also shown, unless `quiet`. */
  readonly label: string;
  readonly icon?: IconName;
  /** Only the icon is shown; the name stays for screen readers and as a tooltip. */
  readonly quiet?: boolean;
  readonly tone?: 'plain' | 'primary' | 'danger' | 'ghost';
  readonly pressed?: boolean;
  readonly expanded?: boolean;
  readonly disabled?: boolean;
  readonly submit?: boolean;
  readonly title?: string;
  readonly class?: string;
  readonly onClick?: () => void;
  /** Something on the button besides icon and name, such as a count. */
  readonly children?: ComponentChildren;
}

export function Button(props: ButtonProps): JSX.Element {
  const { label, icon, quiet = false, tone = 'plain', pressed, expanded, disabled = false, children } = props;
  return (
    <button
      type={props.submit === true ? 'submit' : 'button'}
      class={['button', `button-${tone}`, quiet ? 'button-quiet' : '', props.class ?? '']
        .filter(Boolean)
        .join(' ')}
      aria-label={quiet ? label : undefined}
      title={props.title ?? (quiet ? label : undefined)}
      aria-pressed={pressed}
      aria-expanded={expanded}
      disabled={disabled}
      onClick={props.onClick}
    >
      {icon !== undefined && <Icon name={icon} />}
      {!quiet && <span class="button-label">{label}</span>}
      {children}
    </button>
  );
}
