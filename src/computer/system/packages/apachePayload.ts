// What the packages of Apache put on the disk: configuration, units, folders, default pages.
import { programFile, type Spec } from '../../images/tree.ts';

const HTTPD_CONF = `ServerRoot "/etc/httpd"
Listen 80
Include conf.modules.d/*.conf
User apache
Group apache
ServerAdmin root@localhost
<Directory />
    AllowOverride none
    Require all denied
</Directory>
DocumentRoot "/var/www/html"
<Directory "/var/www">
    AllowOverride None
    Require all granted
</Directory>
<Directory "/var/www/html">
    Options Indexes FollowSymLinks
    AllowOverride None
    Require all granted
</Directory>
<IfModule dir_module>
    DirectoryIndex index.html
</IfModule>
<Files ".ht*">
    Require all denied
</Files>
ErrorLog "logs/error_log"
LogLevel warn
<IfModule log_config_module>
    LogFormat "%h %l %u %t \\"%r\\" %>s %b \\"%{Referer}i\\" \\"%{User-Agent}i\\"" combined
    CustomLog "logs/access_log" combined
</IfModule>
<IfModule mime_module>
    TypesConfig /etc/mime.types
</IfModule>
AddDefaultCharset UTF-8
EnableSendfile on
IncludeOptional conf.d/*.conf
`;

const WELCOME_CONF = `# Shown while there is no index page.
<LocationMatch "^/+$">
    Options -Indexes
    ErrorDocument 403 /.noindex.html
</LocationMatch>
<Directory /usr/share/httpd/noindex>
    AllowOverride None
    Require all granted
</Directory>
Alias /.noindex.html /usr/share/httpd/noindex/index.html
`;

const HTTPD_SERVICE = `[Unit]
Description=The Apache HTTP Server
Wants=httpd-init.service
After=network.target remote-fs.target nss-lookup.target httpd-init.service
Documentation=man:httpd.service(8)

[Service]
Type=notify
Environment=LANG=C
ExecStart=/usr/sbin/httpd $OPTIONS -DFOREGROUND
ExecReload=/usr/sbin/httpd $OPTIONS -k graceful
KillSignal=SIGWINCH
KillMode=mixed
PrivateTmp=true

[Install]
WantedBy=multi-user.target
`;

/** Paths of httpd on Amazon Linux. */
export const HTTPD_FILES: Readonly<Record<string, Spec>> = {
  '/usr/sbin/httpd': programFile('httpd'),
  '/usr/sbin/apachectl': programFile('apachectl'),
  '/etc/httpd/conf/httpd.conf': HTTPD_CONF,
  '/etc/httpd/conf.d/welcome.conf': WELCOME_CONF,
  '/etc/httpd/conf.d/README': 'Files here that end in .conf are read after httpd.conf, in order of their names.\n',
  '/etc/httpd/conf.modules.d/00-base.conf':
    'LoadModule dir_module modules/mod_dir.so\nLoadModule autoindex_module modules/mod_autoindex.so\n',
  '/etc/httpd/conf.modules.d/00-proxy.conf':
    'LoadModule proxy_module modules/mod_proxy.so\nLoadModule proxy_http_module modules/mod_proxy_http.so\n',
  '/etc/httpd/logs': { link: '../../var/log/httpd' },
  '/etc/httpd/run': { link: '/run/httpd' },
  '/etc/sysconfig/httpd': '# Environment of httpd.service.\n',
  '/usr/lib/systemd/system/httpd.service': HTTPD_SERVICE,
  '/usr/share/httpd/noindex/index.html': '<html><body><h1>It works!</h1></body></html>\n',
  '/var/www/html': { folder: true },
  '/var/www/cgi-bin': { folder: true },
  '/var/log/httpd': { folder: true, mode: 0o700 },
  '/run/httpd': { folder: true, group: 'apache', mode: 0o710 },
};

const APACHE2_CONF = `DefaultRuntimeDir \${APACHE_RUN_DIR}
PidFile \${APACHE_PID_FILE}
Timeout 300
KeepAlive On
MaxKeepAliveRequests 100
KeepAliveTimeout 5
User \${APACHE_RUN_USER}
Group \${APACHE_RUN_GROUP}
HostnameLookups Off
ErrorLog \${APACHE_LOG_DIR}/error.log
LogLevel warn
IncludeOptional mods-enabled/*.load
IncludeOptional mods-enabled/*.conf
Include ports.conf
<Directory />
	Options FollowSymLinks
	AllowOverride None
	Require all denied
</Directory>
<Directory /usr/share>
	AllowOverride None
	Require all granted
</Directory>
<Directory /var/www/>
	Options Indexes FollowSymLinks
	AllowOverride None
	Require all granted
</Directory>
AccessFileName .htaccess
<FilesMatch "^\\.ht">
	Require all denied
</FilesMatch>
LogFormat "%h %l %u %t \\"%r\\" %>s %O \\"%{Referer}i\\" \\"%{User-Agent}i\\"" combined
IncludeOptional conf-enabled/*.conf
IncludeOptional sites-enabled/*.conf
`;

const DEFAULT_SITE = `<VirtualHost *:80>
	ServerAdmin webmaster@localhost
	DocumentRoot /var/www/html
	ErrorLog \${APACHE_LOG_DIR}/error.log
	CustomLog \${APACHE_LOG_DIR}/access.log combined
</VirtualHost>
`;

const APACHE2_SERVICE = `[Unit]
Description=The Apache HTTP Server
After=network.target remote-fs.target nss-lookup.target
Documentation=https://httpd.apache.org/docs/2.4/

[Service]
Type=forking
Environment=APACHE_STARTED_BY_SYSTEMD=true
ExecStart=/usr/sbin/apachectl start
ExecStop=/usr/sbin/apachectl graceful-stop
ExecReload=/usr/sbin/apachectl graceful
KillMode=mixed
PrivateTmp=true
Restart=on-abort

[Install]
WantedBy=multi-user.target
`;

/** Paths of apache2 on Ubuntu. */
export const APACHE2_FILES: Readonly<Record<string, Spec>> = {
  '/usr/sbin/apache2': programFile('apache2'),
  '/usr/sbin/apachectl': programFile('apachectl'),
  '/usr/sbin/apache2ctl': programFile('apachectl'),
  ...Object.fromEntries(
    ['a2ensite', 'a2dissite', 'a2enmod', 'a2dismod', 'a2enconf', 'a2disconf'].map((name) => [
      `/usr/sbin/${name}`,
      programFile(name),
    ]),
  ),
  '/etc/apache2/apache2.conf': APACHE2_CONF,
  '/etc/apache2/ports.conf': 'Listen 80\n<IfModule ssl_module>\n\tListen 443\n</IfModule>\n',
  '/etc/apache2/sites-available/000-default.conf': DEFAULT_SITE,
  '/etc/apache2/sites-enabled/000-default.conf': { link: '../sites-available/000-default.conf' },
  '/etc/apache2/mods-available/dir.load': 'LoadModule dir_module /usr/lib/apache2/modules/mod_dir.so\n',
  '/etc/apache2/mods-available/dir.conf':
    'DirectoryIndex index.html index.cgi index.pl index.php index.xhtml index.htm\n',
  '/etc/apache2/mods-enabled/dir.load': { link: '../mods-available/dir.load' },
  '/etc/apache2/mods-enabled/dir.conf': { link: '../mods-available/dir.conf' },
  '/etc/apache2/conf-available': { folder: true },
  '/etc/apache2/conf-enabled': { folder: true },
  '/usr/lib/systemd/system/apache2.service': APACHE2_SERVICE,
  '/var/www/html/index.html':
    '<!DOCTYPE html>\n<html>\n<head><title>Apache2 Ubuntu Default Page: It works</title></head>\n<body><h1>Apache2 Default Page</h1><p>It works!</p></body>\n</html>\n',
  '/var/log/apache2': { folder: true, group: 'adm', mode: 0o750 },
  '/run/apache2': { folder: true },
};
