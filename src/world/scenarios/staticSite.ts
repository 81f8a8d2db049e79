// Static site: Apache, scripts that install and start it, and one page; the shape of AWS's first CodeDeploy tutorial.
import { defineScenario, textFiles } from '../scenario.ts';

const FILES = {
  'index.html': '<!doctype html>\n<title>Hello</title>\n<h1>Hello from the fleet</h1>\n',
  'appspec.yml': `version: 0.0
os: linux
files:
  - source: /index.html
    destination: /var/www/html/
file_exists_behavior: OVERWRITE
hooks:
  ApplicationStop:
    - location: scripts/stop_server
      timeout: 60
      runas: root
  BeforeInstall:
    - location: scripts/install_server
      timeout: 300
      runas: root
  ApplicationStart:
    - location: scripts/start_server
      timeout: 60
      runas: root
`,
  'scripts/install_server': '#!/bin/bash\nyum install -y httpd\n',
  'scripts/start_server': '#!/bin/bash\nsystemctl start httpd\n',
  'scripts/stop_server': '#!/bin/bash\nif pgrep httpd >/dev/null; then systemctl stop httpd; fi\n',
};

export const staticSite = defineScenario({
  name: 'static-site',
  commits: [{ message: 'First page', files: textFiles(FILES) }],
});
