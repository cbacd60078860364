// The first page: where does one want to browse together?
import './start.css';
import { render } from 'preact';
import { StartPage } from './start-page.tsx';

const root = document.querySelector('#app') ?? document.body;
render(
  <StartPage demoUrl={document.body.dataset['demoUrl'] ?? null} go={(url) => location.assign(url)} />,
  root,
);
