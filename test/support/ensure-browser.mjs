// Makes sure that there is a Chromium for the browser tests: finds one, or installs one, or fails. It never skips.
import { spawnSync } from 'node:child_process';
import { findBrowser } from './find-browser.mjs';

const run = (command, ...args) => spawnSync(command, args, { stdio: 'inherit' }).status === 0;

function install() {
  if (run('npx', 'playwright-core', 'install', 'chromium') && findBrowser()) return;
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const [command, ...args] = [...asRoot, 'apt-get', 'install', '-y', 'chromium'];
  run(command, ...args);
}

if (!findBrowser()) install();
const found = findBrowser();
if (!found) {
  console.error('No Chromium was found and none could be installed. Install one, or set CHROME_PATH to it.');
  process.exit(1);
}
console.log(`Browser tests run in ${found}`);
