// The page's first file: theme, then the page, then what lets it work offline.
import { mount } from 'svelte';
import App from './App.svelte';
import { beginTheme } from './theme.svelte.ts';
import './theme.css';

beginTheme();
mount(App, { target: document.getElementById('app')! });

if ('serviceWorker' in navigator && import.meta.env.PROD) {
  // A page that cannot work offline still works: whoever forbids service workers misses nothing else.
  navigator.serviceWorker.register('./service-worker.js').catch((error: unknown) => console.warn(error));
}
