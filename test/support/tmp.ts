import { launch, openScenario, complaintsOf } from './browser.ts';
import { serveStatic } from './staticHost.ts';
const host = await serveStatic('.cache/small-build', '/some/where/');
const b = await launch();
const p = await b.newPage({ viewport: { width: 1440, height: 900 } });
p.setDefaultTimeout(6000);
p.on('console', (m) => console.log('console', m.text()));
p.on('pageerror', (e) => console.log('error', e.message));
p.on('requestfailed', (r) => console.log('failed', r.url()));
try {
  await p.goto(host.url);
  await p.waitForTimeout(1000);
  await p.screenshot({ path: '/tmp/landing.png' });
  await openScenario(p, host.url, { name: 'small' }, 8);
  await p.waitForTimeout(1500);
} catch (e) {
  console.log(String(e).slice(0, 400));
}
await p.screenshot({ path: '/tmp/ws.png' });
await b.close();
await host.close();
process.exit(0);
