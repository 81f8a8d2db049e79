// First release: a small web shop in Node with unit tests, a buildspec, an appspec and hooks.
import { defineScenario, textFiles } from '../scenario.ts';

const FILES = {
  'README.md': '# Web shop\n\nA small shop. `npm test` runs its tests, `npm start` serves it on port 80.\n',
  'package.json': `${JSON.stringify({ name: 'web-shop', version: '1.0.0', private: true, scripts: { test: 'node --test', start: 'node server.js' } }, null, 2)}\n`,
  'server.js': `const http = require('node:http');
const fs = require('node:fs');
const path = require('node:path');
const { total } = require('./cart.js');

const port = Number(process.env.PORT || 80);

http
  .createServer((request, response) => {
    if (request.url === '/health') return response.end('ok\\n');
    const page = fs.readFileSync(path.join(__dirname, 'index.html'), 'utf8');
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(page.replace('{{total}}', total([{ price: 12 }, { price: 18 }])));
  })
  .listen(port, () => console.log('shop listens on port ' + port));
`,
  'cart.js': `/** What the items of a cart cost together. */
exports.total = (items) => items.reduce((sum, item) => sum + item.price, 0);
`,
  'test/cart.test.js': `const test = require('node:test');
const assert = require('node:assert');
const { total } = require('../cart.js');

test('an empty cart costs nothing', () => {
  assert.strictEqual(total([]), 0);
});

test('a cart with two books costs 30', () => {
  assert.strictEqual(total([{ price: 12 }, { price: 18 }]), 30);
});
`,
  'index.html': '<!doctype html>\n<title>Web shop</title>\n<h1>Web shop</h1>\n<p>Two books cost {{total}}.</p>\n',
  'buildspec.yml': `version: 0.2

phases:
  install:
    runtime-versions:
      nodejs: 20
  pre_build:
    commands:
      - echo "Testing \${CODEBUILD_RESOLVED_SOURCE_VERSION}"
      - node --test
  build:
    commands:
      - echo "Built on $(date)"

artifacts:
  files:
    - '**/*'
`,
  'appspec.yml': `version: 0.0
os: linux
files:
  - source: /
    destination: /srv/shop
file_exists_behavior: OVERWRITE
hooks:
  ApplicationStop:
    - location: scripts/stop.sh
      timeout: 30
      runas: root
  BeforeInstall:
    - location: scripts/install.sh
      timeout: 300
      runas: root
  ApplicationStart:
    - location: scripts/start.sh
      timeout: 60
      runas: root
  ValidateService:
    - location: scripts/validate.sh
      timeout: 60
      runas: root
`,
  'scripts/install.sh':
    '#!/bin/bash\nset -e\ncommand -v node >/dev/null || dnf install -y nodejs20\nmkdir -p /srv/shop\n',
  'scripts/start.sh': '#!/bin/bash\ncd /srv/shop\nnohup node server.js > /var/log/shop.log 2>&1 < /dev/null &\n',
  'scripts/stop.sh': '#!/bin/bash\npkill -f server.js || true\n',
  'scripts/validate.sh': '#!/bin/bash\nsleep 2\ncurl -fsS http://localhost/health\n',
};

export const firstRelease = defineScenario({
  name: 'web-shop',
  buildspec: 'buildspec.yml',
  commits: [
    {
      message: 'First page',
      files: textFiles({
        ...FILES,
        'index.html': '<!doctype html>\n<title>Web shop</title>\n<h1>Web shop</h1>\n<p>Soon here.</p>\n',
      }),
    },
    { message: 'Prices', files: textFiles(FILES) },
  ],
});
