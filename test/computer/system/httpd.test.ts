// Apache as a service: what scripts of real deployments do with it.
import { expect, test } from 'vitest';
import { instance } from './instance.ts';

const page = '<h1>Hello</h1>\n';

test('httpd serves what is in /var/www/html after it was started', async () => {
  const machine = instance({ packages: ['httpd'] });
  machine.write('/var/www/html/index.html', page);
  expect(await machine.run('systemctl start httpd')).toEqual({ out: '', err: '', status: 0 });
  expect(await machine.run('curl -s localhost/')).toEqual({ out: page, err: '', status: 0 });
  expect((await machine.run('curl -s -o /dev/null -w "%{http_code}" http://localhost/missing')).out).toBe('404');
  expect(machine.read('/var/log/httpd/access_log')).toContain('127.0.0.1 - - [05/Jan/2026:09:00:');
});

test('nobody answers before httpd runs and after it was stopped', async () => {
  const machine = instance({ packages: ['httpd'] });
  const refused = /^curl: \(7\) Failed to connect to localhost port 80 after \d+ ms: Couldn't connect to server\n$/;
  expect(await machine.run('curl -sS localhost')).toMatchObject({ err: expect.stringMatching(refused), status: 7 });
  await machine.run('service httpd start; service httpd stop');
  expect((await machine.run('curl -sS localhost')).status).toBe(7);
});

test('the sample scripts of AWS start and stop it, bug and all', async () => {
  const machine = instance({ packages: ['httpd'] });
  machine.write('/root/start', '#!/bin/bash\nservice httpd start\n', 0o755);
  machine.write(
    '/root/stop',
    '#!/bin/bash\nisExistApp = `pgrep httpd`\nif [[ -n  $isExistApp ]]; then\n    service httpd stop\nfi\n',
    0o755,
  );
  expect(await machine.run('/root/start')).toMatchObject({
    err: 'Redirecting to /bin/systemctl start httpd.service\n',
    status: 0,
  });
  const stopped = await machine.run('/root/stop');
  expect(stopped.err).toContain('isExistApp: command not found');
  expect(stopped.status).toBe(0);
  expect((await machine.run('systemctl is-active httpd')).out).toBe('active\n');
});

test('a broken configuration fails the start with the line that is wrong', async () => {
  const machine = instance({ packages: ['httpd'] });
  machine.write('/etc/httpd/conf.d/app.conf', 'Lisen 8080\n');
  const started = await machine.run('systemctl start httpd');
  expect(started.status).toBe(1);
  expect(started.err).toBe(
    'Job for httpd.service failed because the control process exited with error code.\nSee "systemctl status httpd.service" and "journalctl -xeu httpd.service" for details.\n',
  );
  expect((await machine.run('journalctl -u httpd --no-pager')).out).toContain(
    "httpd[1502]: Invalid command 'Lisen', perhaps misspelled or defined by a module not included in the server configuration",
  );
  expect((await machine.run('apachectl configtest')).err).toContain(
    'AH00526: Syntax error on line 1 of /etc/httpd/conf.d/app.conf:\n',
  );
});

test('a virtual host passes requests on to an application, and says 503 while there is none', async () => {
  const machine = instance({ packages: ['httpd'] });
  machine.write(
    '/etc/httpd/conf.d/app.conf',
    '<VirtualHost *:80>\n  ProxyPass / http://localhost:3000/\n</VirtualHost>\n',
  );
  await machine.run('systemctl enable --now httpd');
  expect((await machine.run('curl -s -o /dev/null -w "%{http_code}" localhost/x')).out).toBe('503');
  expect(machine.read('/var/log/httpd/error_log')).toContain('(111)Connection refused: AH00957');
});

test('without an index page the test page comes with status 403, as on Amazon Linux', async () => {
  const machine = instance({ packages: ['httpd'] });
  await machine.run('systemctl start httpd');
  const got = await machine.run('curl -s -w "%{http_code}" localhost');
  expect(got.out).toContain('It works!');
  expect(got.out).toMatch(/403$/);
});

test('a server in the foreground never gives the script back', async () => {
  const machine = instance({ packages: ['httpd'] });
  expect((await machine.run('httpd -DFOREGROUND', { untilMs: 60_000 })).status).toBe(-1);
});

test('a second server on the same port says who is in the way', async () => {
  const machine = instance({ packages: ['httpd'] });
  await machine.run(
    'systemctl start httpd; mkdir -p /etc/other; cp -r /etc/httpd/* /etc/other/; sed -i "1a PidFile /run/o.pid" /etc/other/conf/httpd.conf',
  );
  const second = await machine.run('httpd -f /etc/other/conf/httpd.conf');
  expect(second.status).toBe(1);
  expect(second.err).toContain('(98)Address already in use: AH00072: make_sock: could not bind to address [::]:80');
});
