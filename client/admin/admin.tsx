// The admin page: all sessions, live.
import './admin.css';
import { render } from 'preact';
import { createStore } from '../ui/store.ts';
import { AdminPage } from './admin-page.tsx';
import { firstState, reduce } from './admin-state.ts';

const root = document.querySelector('#app') ?? document.body;
render(<AdminPage store={createStore(firstState, reduce)} />, root);
