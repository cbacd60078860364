import type { JSX } from 'preact';
import { Brand } from '../ui/brand.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { StartForm } from './start-form.tsx';

interface StartPageProps {
  readonly demoUrl: string | null;
  readonly go: (url: string) => void;
}

const points: readonly { readonly icon: IconName; readonly title: string; readonly text: string }[] = [
  {
    icon: 'link',
    title: 'One link',
    text: 'Send it, and whoever opens it is there. Nobody installs anything.',
  },
  {
    icon: 'hand',
    title: 'One has control',
    text: 'The others follow, point and mark. Control passes with a click.',
  },
  { icon: 'lock', title: 'Your server', text: 'The site sees one visitor. Its cookies never reach a guest.' },
];

export function StartPage({ demoUrl, go }: StartPageProps): JSX.Element {
  return (
    <div class="start">
      <header class="start-head">
        <Brand withName />
      </header>
      <main class="start-main">
        <h1>Browse the web together</h1>
        <p class="start-lead">
          Enter the address of a web site. You get a link; everybody who opens it browses with you.
        </p>
        <StartForm demoUrl={demoUrl} go={go} />
        <ul class="start-points">
          {points.map(({ icon, title, text }) => (
            <li key={title}>
              <Icon name={icon} />
              <h2>{title}</h2>
              <p>{text}</p>
            </li>
          ))}
        </ul>
      </main>
    </div>
  );
}
