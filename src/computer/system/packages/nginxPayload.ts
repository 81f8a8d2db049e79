// What the packages of nginx put on the disk: configuration, unit, folders, default pages.
import type { OsName } from '../../model.ts';
import { programFile, type Spec } from '../../images/tree.ts';

const amazonConf = (root: string): string => `user nginx;
worker_processes auto;
error_log /var/log/nginx/error.log notice;
pid /run/nginx.pid;
include /usr/share/nginx/modules/*.conf;

events {
    worker_connections 1024;
}

http {
    log_format  main  '$remote_addr - $remote_user [$time_local] "$request" '
                      '$status $body_bytes_sent "$http_referer" '
                      '"$http_user_agent" "$http_x_forwarded_for"';
    access_log  /var/log/nginx/access.log  main;
    sendfile            on;
    tcp_nopush          on;
    keepalive_timeout   65;
    types_hash_max_size 4096;
    include             /etc/nginx/mime.types;
    default_type        application/octet-stream;
    include /etc/nginx/conf.d/*.conf;

    server {
        listen       80;
        listen       [::]:80;
        server_name  _;
        root         ${root};
        include /etc/nginx/default.d/*.conf;
        error_page 404 /404.html;
        location = /404.html {
        }
        error_page 500 502 503 504 /50x.html;
        location = /50x.html {
        }
    }
}
`;

const UBUNTU_CONF = `user www-data;
worker_processes auto;
pid /run/nginx.pid;
include /etc/nginx/modules-enabled/*.conf;

events {
	worker_connections 768;
}

http {
	sendfile on;
	tcp_nopush on;
	types_hash_max_size 2048;
	include /etc/nginx/mime.types;
	default_type application/octet-stream;
	access_log /var/log/nginx/access.log;
	error_log /var/log/nginx/error.log;
	gzip on;
	include /etc/nginx/conf.d/*.conf;
	include /etc/nginx/sites-enabled/*;
}
`;

const UBUNTU_SITE = `server {
	listen 80 default_server;
	listen [::]:80 default_server;
	root /var/www/html;
	index index.html index.htm index.nginx-debian.html;
	server_name _;
	location / {
		try_files $uri $uri/ =404;
	}
}
`;

const service = (ubuntu: boolean): string =>
  ubuntu
    ? `[Unit]
Description=A high performance web server and a reverse proxy server
Documentation=man:nginx(8)
After=network.target nss-lookup.target

[Service]
Type=forking
PIDFile=/run/nginx.pid
ExecStartPre=/usr/sbin/nginx -t -q -g 'daemon on; master_process on;'
ExecStart=/usr/sbin/nginx -g 'daemon on; master_process on;'
ExecReload=/usr/sbin/nginx -g 'daemon on; master_process on;' -s reload
TimeoutStopSec=5
KillMode=mixed

[Install]
WantedBy=multi-user.target
`
    : `[Unit]
Description=The nginx HTTP and reverse proxy server
After=network-online.target remote-fs.target nss-lookup.target
Wants=network-online.target

[Service]
Type=forking
PIDFile=/run/nginx.pid
ExecStartPre=/usr/bin/rm -f /run/nginx.pid
ExecStartPre=/usr/sbin/nginx -t
ExecStart=/usr/sbin/nginx
ExecReload=/usr/sbin/nginx -s reload
KillSignal=SIGQUIT
TimeoutStopSec=5
KillMode=mixed
PrivateTmp=true

[Install]
WantedBy=multi-user.target
`;

const welcome =
  '<!DOCTYPE html>\n<html>\n<head>\n<title>Welcome to nginx!</title>\n</head>\n<body>\n<h1>Welcome to nginx!</h1>\n</body>\n</html>\n';
const plain = (title: string): string =>
  `<!DOCTYPE html>\n<html>\n<head><title>${title}</title></head>\n<body><h1>${title}</h1></body>\n</html>\n`;

/** Paths of nginx on each system. */
export function nginxFiles(os: OsName): Record<string, Spec> {
  const ubuntu = os === 'ubuntu';
  const shared: Record<string, Spec> = {
    '/usr/sbin/nginx': programFile('nginx'),
    '/etc/nginx/mime.types':
      'types {\n    text/html html htm;\n    text/css css;\n    application/javascript js;\n    application/json json;\n    image/png png;\n    image/svg+xml svg;\n}\n',
    '/etc/nginx/conf.d': { folder: true },
    '/usr/lib/systemd/system/nginx.service': service(ubuntu),
    '/var/log/nginx': {
      folder: true,
      owner: ubuntu ? 'www-data' : 'root',
      group: ubuntu ? 'adm' : 'root',
      mode: ubuntu ? 0o755 : 0o711,
    },
  };
  if (ubuntu) {
    return {
      ...shared,
      '/etc/nginx/nginx.conf': UBUNTU_CONF,
      '/etc/nginx/modules-enabled': { folder: true },
      '/etc/nginx/sites-available/default': UBUNTU_SITE,
      '/etc/nginx/sites-enabled/default': { link: '/etc/nginx/sites-available/default' },
      '/etc/nginx/proxy_params':
        'proxy_set_header Host $http_host;\nproxy_set_header X-Real-IP $remote_addr;\nproxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;\nproxy_set_header X-Forwarded-Proto $scheme;\n',
      '/var/www/html/index.nginx-debian.html': welcome,
      '/usr/share/nginx/html/index.html': welcome,
    };
  }
  return {
    ...shared,
    '/etc/nginx/nginx.conf': amazonConf('/usr/share/nginx/html'),
    '/etc/nginx/default.d': { folder: true },
    '/usr/share/nginx/modules': { folder: true },
    '/usr/share/nginx/html/index.html': welcome,
    '/usr/share/nginx/html/404.html': plain('404 Not Found'),
    '/usr/share/nginx/html/50x.html': plain('An error occurred.'),
  };
}
