// The packages that the simulated repositories hold. What is not in this list is unknown to yum, dnf and apt.
// Versions are those that the distributions' repositories had in the autumn of 2025.
import type { OsName } from '../../model.ts';

/** A package of one distribution. */
export interface PackageDef {
  readonly name: string;
  readonly version: string;
  /** Kilobytes to download, and on the disk. */
  readonly sizeKb: number;
  readonly summary: string;
  /** Other packages that it needs. */
  readonly requires: readonly string[];
  /** Programs that the simulator runs, by their name in /usr/bin. */
  readonly programs: readonly string[];
  /** Programs that it brings but that are not simulated. */
  readonly ghosts: readonly string[];
  /** Services that it brings but that are not simulated, and the name of their daemon. */
  readonly daemons: Readonly<Record<string, string>>;
}

type Extra = Partial<Pick<PackageDef, 'requires' | 'programs' | 'ghosts' | 'daemons'>>;
type Row = readonly [name: string, version: string, sizeKb: number, summary: string, extra?: Extra];

const ghosts = (...names: string[]): Extra => ({ ghosts: names });
const programs = (...names: string[]): Extra => ({ programs: names });

/** In the repositories of both Amazon Linux versions. */
const AMAZON: readonly Row[] = [
  ['bc', '1.07.1-14', 125, "GNU's bc and dc, calculators", ghosts('bc', 'dc')],
  ['bind-utils', '9.18.33-1', 214, 'Utilities for querying DNS name servers', programs('dig', 'nslookup', 'host')],
  ['bzip2', '1.0.8-6', 55, 'A file compression utility', ghosts('bzip2', 'bunzip2')],
  [
    'cronie',
    '1.5.7-1',
    115,
    'Cron daemon for executing programs at set times',
    { ghosts: ['crontab'], daemons: { crond: 'crond' } },
  ],
  ['diffutils', '3.8-1', 376, 'A GNU collection of diff utilities', programs('diff')],
  ['findutils', '4.8.0-2', 548, 'The GNU versions of find utilities', programs('find', 'xargs')],
  ['gawk', '5.1.0-3', 1021, 'The GNU version of the AWK text processing utility', programs('awk')],
  ['gcc', '11.5.0-5', 33_000, 'Various compilers (C, C++, Objective-C, ...)', ghosts('gcc', 'cc')],
  ['gcc-c++', '11.5.0-5', 13_000, 'C++ support for GCC', { ghosts: ['g++', 'c++'], requires: ['gcc'] }],
  ['git', '2.50.1-1', 75, 'Fast Version Control System', { programs: ['git'], requires: ['git-core'] }],
  ['git-core', '2.50.1-1', 4900, 'Core package of git with minimal functionality'],
  ['golang', '1.24.7-1', 98_000, 'The Go Programming Language', ghosts('go', 'gofmt')],
  ['gzip', '1.12-1', 157, 'Data compression program', programs('gzip', 'gunzip', 'zcat')],
  [
    'httpd',
    '2.4.65-1',
    48,
    'Apache HTTP Server',
    {
      requires: [
        'httpd-core',
        'httpd-filesystem',
        'httpd-tools',
        'mod_http2',
        'mod_lua',
        'mailcap',
        'generic-logos-httpd',
        'apr',
        'apr-util',
      ],
    },
  ],
  ['httpd-core', '2.4.65-1', 1400, 'httpd minimal core'],
  ['httpd-filesystem', '2.4.65-1', 13, 'The basic directory layout for the Apache HTTP Server'],
  ['httpd-tools', '2.4.65-1', 82, 'Tools for use with the Apache HTTP Server', ghosts('ab', 'htpasswd')],
  ['mod_http2', '2.0.27-1', 166, 'Module implementing HTTP/2 for Apache 2'],
  ['mod_lua', '2.4.65-1', 60, 'Lua scripting support for the Apache HTTP Server'],
  ['mod_ssl', '2.4.65-1', 112, 'SSL/TLS module for the Apache HTTP Server', { requires: ['httpd'] }],
  ['mailcap', '2.1.49-3', 33, 'Helper application and MIME type associations for file types'],
  ['generic-logos-httpd', '18.0.0-12', 19, 'Icons and pages for the Apache HTTP Server'],
  ['apr', '1.7.5-1', 129, 'Apache Portable Runtime library'],
  ['apr-util', '1.6.3-1', 98, 'Apache Portable Runtime Utility library'],
  ['iptables', '1.8.8-3', 180, 'Tools for managing Linux kernel packet filtering capabilities', ghosts('iptables')],
  ['jq', '1.7.1-49', 187, 'Command-line JSON processor', programs('jq')],
  ['lsof', '4.94.0-1', 240, 'A utility which lists open files on a Linux/UNIX system', programs('lsof')],
  ['make', '4.3-5', 534, 'A GNU tool which simplifies the build process for users', ghosts('make')],
  [
    'mariadb105-server',
    '10.5.29-1',
    11_000,
    'The MariaDB server and related files',
    { ghosts: ['mysql', 'mysqladmin'], daemons: { mariadb: 'mariadbd' } },
  ],
  [
    'mariadb-server',
    '5.5.68-1',
    11_000,
    'The MariaDB server and related files',
    { ghosts: ['mysql', 'mysqladmin'], daemons: { mariadb: 'mysqld' } },
  ],
  ['nano', '8.3-1', 700, 'A small text editor', ghosts('nano')],
  ['net-tools', '2.0-0.59', 312, 'Basic networking tools', programs('netstat', 'ifconfig')],
  [
    'nginx',
    '1.28.0-1',
    34,
    'A high performance web server and reverse proxy server',
    { requires: ['nginx-core', 'nginx-filesystem', 'nginx-mimetypes', 'gperftools-libs', 'libunwind'] },
  ],
  ['nginx-core', '1.28.0-1', 687, 'nginx minimal core'],
  ['nginx-filesystem', '1.28.0-1', 10, 'The basic directory layout for the Nginx server'],
  ['nginx-mimetypes', '2.1.49-3', 21, 'MIME type mappings for nginx'],
  ['gperftools-libs', '2.9.1-1', 308, 'Libraries provided by gperftools'],
  ['libunwind', '1.4.0-5', 66, 'An unwinding library'],
  ['nmap-ncat', '7.93-3', 220, "Nmap's Netcat replacement", programs('nc')],
  ['openssl', '3.2.2-1', 1100, 'Utilities from the general purpose cryptography library with TLS', ghosts('openssl')],
  ['openssl-devel', '3.2.2-1', 2700, 'Files for development of applications which will use OpenSSL'],
  ['perl', '5.32.1-477', 10, 'Practical Extraction and Report Language', ghosts('perl')],
  ['php', '8.1.33-1', 12, 'PHP scripting language for creating dynamic web sites', ghosts('php')],
  ['php-fpm', '8.1.33-1', 1700, 'PHP FastCGI Process Manager', { ghosts: [], daemons: { 'php-fpm': 'php-fpm' } }],
  ['php-cli', '8.1.33-1', 4900, 'Command-line interface for PHP', ghosts('php')],
  ['php-mysqlnd', '8.1.33-1', 150, 'A module for PHP applications that use MySQL databases', { requires: ['php'] }],
  [
    'php-mbstring',
    '8.1.33-1',
    480,
    'A module for PHP applications which need multi-byte string handling',
    { requires: ['php'] },
  ],
  ['php-xml', '8.1.33-1', 140, 'A module for PHP applications which use XML', { requires: ['php'] }],
  [
    'procps-ng',
    '3.3.17-1',
    348,
    'System and process monitoring utilities',
    programs('ps', 'pgrep', 'pkill', 'top', 'free', 'uptime'),
  ],
  ['psmisc', '23.4-1', 251, 'Utilities for managing processes on your system', programs('killall', 'fuser')],
  ['python3', '3.9.23-1', 28, 'Python 3.9 interpreter', ghosts('python3')],
  [
    'python3-pip',
    '21.3.1-2',
    1800,
    'A tool for installing and managing Python3 packages',
    { ghosts: ['pip3', 'pip'], requires: ['python3'] },
  ],
  [
    'python3-devel',
    '3.9.23-1',
    205,
    'Libraries and header files needed for Python development',
    { requires: ['python3'] },
  ],
  [
    'redis6',
    '6.2.14-1',
    1200,
    'A persistent key-value database',
    { ghosts: ['redis6-cli', 'redis-cli'], daemons: { redis6: 'redis6-server' } },
  ],
  ['rpm-build', '4.16.1.3-29', 64, 'Scripts and executable programs used to build packages', ghosts('rpmbuild')],
  ['rsync', '3.4.0-1', 400, 'A program for synchronizing files over a network', ghosts('rsync')],
  ['ruby', '2.0.0.648-36', 72, 'An interpreter of object-oriented scripting language', ghosts('ruby', 'gem', 'irb')],
  [
    'ruby3.2',
    '3.2.9-1',
    42,
    'An interpreter of object-oriented scripting language',
    ghosts('ruby', 'gem', 'irb', 'bundle'),
  ],
  ['tar', '1.34-1', 877, 'GNU file archiving program', programs('tar')],
  ['tree', '1.8.0-6', 56, 'File system tree viewer', programs('tree')],
  ['unzip', '6.0-57', 182, 'A utility for unpacking zip files', programs('unzip')],
  ['util-linux', '2.37.4-1', 2200, 'Collection of basic system utilities', programs('su')],
  ['wget', '1.21.3-1', 779, 'A utility for retrieving files using the HTTP or FTP protocols', programs('wget')],
  ['which', '2.21-26', 41, 'Displays where a particular program in your path is located', programs('which')],
  ['zip', '3.0-28', 261, 'A file compression and packaging utility', programs('zip')],
  [
    'docker',
    '25.0.8-1',
    44_000,
    'Automates deployment of containerized applications',
    { ghosts: ['docker'], daemons: { docker: 'dockerd', containerd: 'containerd' } },
  ],
  [
    'amazon-cloudwatch-agent',
    '1.300057.2-1',
    119_000,
    'Amazon CloudWatch Agent',
    { ghosts: ['amazon-cloudwatch-agent-ctl'], daemons: { 'amazon-cloudwatch-agent': 'amazon-cloudwatch-agent' } },
  ],
  [
    'amazon-efs-utils',
    '2.3.3-1',
    64,
    'This package provides utilities for simplifying the use of EFS file systems',
    ghosts('mount.efs'),
  ],
  [
    'amazon-ssm-agent',
    '3.3.2299.0-1',
    28_000,
    'Manage EC2 Instances using SSM APIs',
    { daemons: { 'amazon-ssm-agent': 'amazon-ssm-agent' } },
  ],
  ['codedeploy-agent', '1.8.0-12', 8700, 'CodeDeploy Agent', { requires: ['ruby3.2'], daemons: {} }],
  ['tomcat9', '9.0.107-1', 93, 'Apache Servlet/JSP Engine', { daemons: { tomcat9: 'tomcat9' } }],
  ['tomcat', '7.0.76-10', 91, 'Apache Servlet/JSP Engine', { daemons: { tomcat: 'tomcat' } }],
  ['java-1.8.0-openjdk', '1.8.0.462-1', 320, 'OpenJDK 8 Runtime Environment', ghosts('java')],
  [
    'java-11-amazon-corretto',
    '11.0.28+6-1',
    190_000,
    'Amazon Corretto development environment',
    ghosts('java', 'javac', 'jar'),
  ],
  [
    'java-17-amazon-corretto',
    '17.0.16+8-1',
    199_000,
    'Amazon Corretto development environment',
    ghosts('java', 'javac', 'jar'),
  ],
  [
    'java-17-amazon-corretto-headless',
    '17.0.16+8-1',
    91_000,
    'Amazon Corretto headless development environment',
    ghosts('java'),
  ],
  [
    'java-21-amazon-corretto',
    '21.0.8+9-1',
    210_000,
    'Amazon Corretto development environment',
    ghosts('java', 'javac', 'jar'),
  ],
  ['maven', '3.8.4-3', 18, 'Java project management and project comprehension tool', ghosts('mvn')],
  ['stress', '1.0.4-28', 37, 'A tool to put given subsystems under a specified load', ghosts('stress')],
  ['htop', '3.2.1-87', 180, 'Interactive process viewer', ghosts('htop')],
  ['vim-enhanced', '9.1.1706-1', 1900, 'A version of the VIM editor which includes recent enhancements', ghosts('vim')],
  ['glibc', '2.34-231', 1900, 'The GNU libc libraries'],
  ['bash', '5.2.15-1', 1800, 'The GNU Bourne Again shell', programs('bash')],
  ['coreutils', '8.32-30', 1100, 'A set of basic GNU tools commonly used in shell scripts'],
  ['grep', '3.8-1', 282, 'Pattern matching utilities', programs('grep')],
  ['sed', '4.8-7', 309, 'A GNU stream text editor', programs('sed')],
  ['sudo', '1.9.15-1', 1200, 'Allows restricted root access for specified users', programs('sudo')],
  ['systemd', '252.23-6', 4100, 'System and Service Manager', programs('systemctl', 'journalctl')],
  ['openssh-server', '8.7p1-8', 470, 'An open source SSH server daemon', { daemons: { sshd: 'sshd' } }],
  ['chrony', '4.3-1', 318, 'An NTP client/server', { daemons: { chronyd: 'chronyd' } }],
  ['dnf', '4.14.0-1', 460, 'Package manager', programs('dnf')],
  ['yum', '4.14.0-1', 32, 'Package manager', programs('yum')],
];

/** Only in Amazon Linux 2023. */
const AMAZON_2023: readonly Row[] = [
  ['awscli-2', '2.27.58-1', 13_000, 'Universal Command Line Environment for AWS, version 2', programs('aws')],
  ['curl', '8.11.1-4', 341, 'A utility for getting files from remote servers', programs('curl')],
  [
    'curl-minimal',
    '8.11.1-4',
    158,
    'Conservatively configured build of curl for minimal installations',
    programs('curl'),
  ],
  [
    'nodejs',
    '18.20.8-1',
    14_000,
    'JavaScript runtime',
    { programs: ['node'], requires: ['nodejs-libs', 'nodejs-npm'] },
  ],
  ['nodejs-libs', '18.20.8-1', 14_000, 'Node.js and v8 libraries'],
  ['nodejs-npm', '10.8.2-1', 1900, 'Node.js Package Manager', programs('npm', 'npx')],
  [
    'nodejs20',
    '20.19.5-1',
    14_000,
    'JavaScript runtime',
    { programs: ['node'], requires: ['nodejs20-libs', 'nodejs20-npm'] },
  ],
  ['nodejs20-libs', '20.19.5-1', 15_000, 'Node.js and v8 libraries'],
  ['nodejs20-npm', '10.8.2-1', 1900, 'Node.js Package Manager', programs('npm', 'npx')],
  ['nodejs22', '22.18.0-1', 15_000, 'JavaScript runtime', { programs: ['node'], requires: ['nodejs22-npm'] }],
  ['nodejs22-npm', '10.9.3-1', 1900, 'Node.js Package Manager', programs('npm', 'npx')],
  ['npm', '10.8.2-1', 1900, 'Node.js Package Manager', programs('npm', 'npx')],
  ['postgresql15', '15.14-1', 1600, 'PostgreSQL client programs', ghosts('psql')],
  [
    'postgresql15-server',
    '15.14-1',
    6500,
    'The programs needed to create and run a PostgreSQL server',
    { ghosts: ['initdb', 'postgresql-setup'], daemons: { postgresql: 'postgres' }, requires: ['postgresql15'] },
  ],
  ['python3.11', '3.11.13-1', 30, 'Version 3.11 of the Python interpreter', ghosts('python3.11')],
  ['python3.11-pip', '22.3.1-2', 2900, 'A tool for installing and managing Python packages', ghosts('pip3.11')],
  ['python3.12', '3.12.11-1', 30, 'Version 3.12 of the Python interpreter', ghosts('python3.12')],
  ['dotnet-sdk-8.0', '8.0.120-1', 76_000, '.NET 8.0 Software Development Kit', ghosts('dotnet')],
  ['aspnetcore-runtime-8.0', '8.0.20-1', 7600, 'ASP.NET Core 8.0 runtime', ghosts('dotnet')],
];

/** Only in Amazon Linux 2. */
const AMAZON_2: readonly Row[] = [
  ['awscli', '1.18.147-1', 2100, 'Universal Command Line Environment for AWS', programs('aws')],
  ['curl', '8.3.0-1', 300, 'A utility for getting files from remote servers', programs('curl')],
  [
    'amazon-linux-extras',
    '2.0.3-1',
    60,
    'Command-line tool for managing Amazon Linux Extras',
    programs('amazon-linux-extras'),
  ],
  ['python', '2.7.18-1', 96, 'An interpreted, interactive, object-oriented programming language', ghosts('python')],
  ['python-pip', '20.2.2-1', 2000, 'A tool for installing and managing Python 2 packages', ghosts('pip')],
  ['mysql', '5.5.68-1', 8900, 'MariaDB: a very fast and robust SQL database server', ghosts('mysql')],
  ['postgresql', '9.2.24-8', 3000, 'PostgreSQL client programs', ghosts('psql')],
  [
    'redis',
    '6.2.14-1',
    1200,
    'A persistent key-value database',
    { ghosts: ['redis-cli'], daemons: { redis: 'redis-server' } },
  ],
];

const UBUNTU: readonly Row[] = [
  [
    'apache2',
    '2.4.52-1ubuntu4.16',
    98,
    'Apache HTTP Server',
    { requires: ['apache2-bin', 'apache2-data', 'apache2-utils', 'libapr1', 'libaprutil1', 'ssl-cert'] },
  ],
  ['apache2-bin', '2.4.52-1ubuntu4.16', 1349, 'Apache HTTP Server (modules and other binary files)'],
  ['apache2-data', '2.4.52-1ubuntu4.16', 165, 'Apache HTTP Server (common files)'],
  [
    'apache2-utils',
    '2.4.52-1ubuntu4.16',
    89,
    'Apache HTTP Server (utility programs for web servers)',
    ghosts('ab', 'htpasswd'),
  ],
  ['libapr1', '1.7.0-8ubuntu0.22.04.2', 108, 'Apache Portable Runtime Library'],
  ['libaprutil1', '1.6.1-5ubuntu4.22.04.2', 93, 'Apache Portable Runtime Utility Library'],
  ['ssl-cert', '1.1.2', 17, 'simple debconf wrapper for OpenSSL'],
  ['awscli', '1.22.34-1', 1500, 'Universal Command Line Environment for AWS', programs('aws')],
  ['bc', '1.07.1-3build1', 88, 'GNU bc arbitrary precision calculator language', ghosts('bc')],
  [
    'build-essential',
    '12.9ubuntu3',
    5,
    'Informational list of build-essential packages',
    { ghosts: ['gcc', 'cc', 'g++', 'make'], requires: ['make'] },
  ],
  ['ca-certificates', '20240203~22.04.1', 164, 'Common CA certificates'],
  ['certbot', '1.21.0-1build1', 20, "automatically configure HTTPS using Let's Encrypt", ghosts('certbot')],
  ['composer', '2.2.6-2ubuntu4', 590, 'dependency manager for PHP', ghosts('composer')],
  ['cron', '3.0pl1-137ubuntu3', 73, 'process scheduling daemon', { ghosts: ['crontab'], daemons: { cron: 'cron' } }],
  ['curl', '7.81.0-1ubuntu1.21', 194, 'command line tool for transferring data with URL syntax', programs('curl')],
  [
    'default-jdk',
    '2:1.11-72build2',
    1,
    'Standard Java or Java compatible Development Kit',
    ghosts('java', 'javac', 'jar'),
  ],
  ['default-jre', '2:1.11-72build2', 1, 'Standard Java or Java compatible Runtime', ghosts('java')],
  ['dnsutils', '9.18.39-0ubuntu0.22.04.1', 4, 'Clients provided with BIND 9', programs('dig', 'nslookup', 'host')],
  [
    'docker.io',
    '28.2.2-0ubuntu1~22.04.1',
    29_000,
    'Linux container runtime',
    { ghosts: ['docker'], daemons: { docker: 'dockerd' } },
  ],
  ['docker-compose', '1.29.2-1', 96, 'define and run multi-container Docker applications', ghosts('docker-compose')],
  ['git', '1:2.34.1-1ubuntu1.15', 3166, 'fast, scalable, distributed revision control system', programs('git')],
  ['gnupg', '2.2.27-3ubuntu2.4', 315, 'GNU privacy guard - a free PGP replacement', ghosts('gpg')],
  ['golang-go', '2:1.18~0ubuntu2', 42, 'Go programming language compiler, linker, compiled stdlib', ghosts('go')],
  ['gunicorn', '20.1.0-2', 16, 'event-based HTTP/WSGI server', ghosts('gunicorn')],
  ['htop', '3.0.5-7build2', 128, 'interactive processes viewer', ghosts('htop')],
  ['iputils-ping', '3:20211215-1', 43, 'Tools to test the reachability of network hosts', programs('ping')],
  ['jq', '1.6-2.1ubuntu3.1', 53, 'lightweight and flexible command-line JSON processor', programs('jq')],
  [
    'libapache2-mod-php',
    '2:8.1+92ubuntu1',
    4,
    'server-side, HTML-embedded scripting language (Apache 2 module)',
    { requires: ['apache2', 'php'] },
  ],
  ['lsb-release', '11.1.0ubuntu4', 10, 'Linux Standard Base version reporting utility', programs('lsb_release')],
  ['lsof', '4.93.2+dfsg-1.1build2', 248, 'utility to list open files', programs('lsof')],
  ['make', '4.3-4.1build1', 180, 'utility for directing compilation', ghosts('make')],
  ['maven', '3.6.3-5', 19, 'Java software project management and comprehension tool', ghosts('mvn')],
  [
    'mysql-server',
    '8.0.43-0ubuntu0.22.04.2',
    9,
    'MySQL database server',
    { ghosts: ['mysql', 'mysqladmin'], daemons: { mysql: 'mysqld' } },
  ],
  ['mysql-client', '8.0.43-0ubuntu0.22.04.2', 9, 'MySQL database client', ghosts('mysql')],
  [
    'mariadb-server',
    '1:10.6.22-0ubuntu0.22.04.1',
    13,
    'MariaDB database server',
    { ghosts: ['mysql', 'mariadb'], daemons: { mariadb: 'mariadbd' } },
  ],
  [
    'net-tools',
    '1.60+git20181103.0eebece-1ubuntu5.4',
    204,
    'NET-3 networking toolkit',
    programs('netstat', 'ifconfig'),
  ],
  ['netcat', '1.218-4ubuntu1', 2, 'TCP/IP swiss army knife', programs('nc')],
  ['netcat-openbsd', '1.218-4ubuntu1', 39, 'TCP/IP swiss army knife', programs('nc')],
  [
    'nginx',
    '1.18.0-6ubuntu14.7',
    4,
    'small, powerful, scalable web/proxy server',
    { requires: ['nginx-core', 'nginx-common'] },
  ],
  ['nginx-common', '1.18.0-6ubuntu14.7', 41, 'small, powerful, scalable web/proxy server - common files'],
  ['nginx-core', '1.18.0-6ubuntu14.7', 494, 'nginx web/proxy server (standard version)'],
  ['nodejs', '12.22.9~dfsg-1ubuntu3.6', 122, 'evented I/O for V8 javascript', programs('node', 'nodejs')],
  ['npm', '8.5.1~ds-1', 894, 'package manager for Node.js', { programs: ['npm', 'npx'], requires: ['nodejs'] }],
  [
    'openjdk-11-jdk',
    '11.0.28+6-1ubuntu1~22.04.1',
    1300,
    'OpenJDK Development Kit (JDK)',
    ghosts('java', 'javac', 'jar'),
  ],
  [
    'openjdk-17-jdk',
    '17.0.16+8~us1-0ubuntu1~22.04.1',
    1500,
    'OpenJDK Development Kit (JDK)',
    ghosts('java', 'javac', 'jar'),
  ],
  [
    'openjdk-8-jdk',
    '8u462-ga~us1-0ubuntu2~22.04.2',
    3800,
    'OpenJDK Development Kit (JDK)',
    ghosts('java', 'javac', 'jar'),
  ],
  ['openssl', '3.0.2-0ubuntu1.20', 1184, 'Secure Sockets Layer toolkit - cryptographic utility', ghosts('openssl')],
  ['php', '2:8.1+92ubuntu1', 4, 'server-side, HTML-embedded scripting language (default)', ghosts('php')],
  ['php-cli', '2:8.1+92ubuntu1', 4, 'command-line interpreter for the PHP scripting language', ghosts('php')],
  [
    'php-fpm',
    '2:8.1+92ubuntu1',
    4,
    'server-side, HTML-embedded scripting language (FPM)',
    { daemons: { 'php8.1-fpm': 'php-fpm8.1' } },
  ],
  ['php-mysql', '2:8.1+92ubuntu1', 4, 'MySQL module for PHP'],
  [
    'postgresql',
    '14+238',
    4,
    'object-relational SQL database',
    { ghosts: ['psql'], daemons: { postgresql: 'postgres' } },
  ],
  [
    'procps',
    '2:3.3.17-6ubuntu2.1',
    378,
    '/proc file system utilities',
    programs('ps', 'pgrep', 'pkill', 'top', 'free', 'uptime'),
  ],
  ['psmisc', '23.4-2build3', 119, 'utilities that use the proc file system', programs('killall', 'fuser')],
  ['python3', '3.10.6-1~22.04.1', 23, 'interactive high-level object-oriented language', ghosts('python3')],
  ['python3-pip', '22.0.2+dfsg-1ubuntu0.6', 1300, 'Python package installer', ghosts('pip3', 'pip')],
  ['python3-venv', '3.10.6-1~22.04.1', 1, 'venv module for python3'],
  ['python3-dev', '3.10.6-1~22.04.1', 26, 'header files and a static library for Python'],
  ['python-is-python3', '3.9.2-2', 3, 'symlinks /usr/bin/python to python3', ghosts('python')],
  [
    'redis-server',
    '5:6.0.16-1ubuntu1.1',
    46,
    'Persistent key-value database with network interface',
    { ghosts: ['redis-cli'], daemons: { 'redis-server': 'redis-server' } },
  ],
  ['reprepro', '5.3.0-1.4', 412, 'Debian package repository producer', ghosts('reprepro')],
  ['rsync', '3.2.7-0ubuntu0.22.04.4', 437, 'fast, versatile, remote (and local) file-copying tool', ghosts('rsync')],
  [
    'ruby',
    '1:3.0~exp1',
    5,
    'Interpreter of object-oriented scripting language Ruby (default version)',
    ghosts('ruby', 'gem', 'irb'),
  ],
  [
    'ruby-full',
    '1:3.0~exp1',
    3,
    'Ruby full installation (default version)',
    { ghosts: ['ruby', 'gem', 'irb'], requires: ['ruby'] },
  ],
  [
    'software-properties-common',
    '0.99.22.9',
    14,
    'manage the repositories that you install software from (common)',
    programs('add-apt-repository'),
  ],
  [
    'supervisor',
    '4.2.1-1ubuntu1',
    283,
    'system for controlling process state',
    { ghosts: ['supervisorctl'], daemons: { supervisor: 'supervisord' } },
  ],
  ['tar', '1.34+dfsg-1ubuntu0.1.22.04.2', 295, 'GNU version of the tar archiving utility', programs('tar')],
  ['tomcat9', '9.0.58-1ubuntu0.2', 35, 'Apache Tomcat 9 - Servlet and JSP engine', { daemons: { tomcat9: 'tomcat9' } }],
  ['tree', '2.0.2-1', 47, 'displays an indented directory tree, in color', programs('tree')],
  ['unzip', '6.0-26ubuntu3.2', 175, 'De-archiver for .zip files', programs('unzip')],
  ['vim', '2:8.2.3995-1ubuntu2.24', 1700, 'Vi IMproved - enhanced vi editor', ghosts('vim')],
  ['virtualenv', '20.13.0+ds-2', 3, 'Python virtual environment creator', ghosts('virtualenv')],
  ['wget', '1.21.2-2ubuntu1.1', 339, 'retrieves files from the web', programs('wget')],
  ['yarn', '1.22.22-1', 1300, 'Fast, reliable, and secure dependency management', ghosts('yarn')],
  ['zip', '3.0-12build2', 176, 'Archiver for .zip files', programs('zip')],
  ['codedeploy-agent', '1.8.0-12', 8700, 'CodeDeploy Agent', { requires: ['ruby'] }],
  [
    'amazon-ssm-agent',
    '3.3.2299.0-1',
    28_000,
    'Manage EC2 Instances using SSM APIs',
    { daemons: { 'amazon-ssm-agent': 'amazon-ssm-agent' } },
  ],
  [
    'amazon-cloudwatch-agent',
    '1.300057.2-1',
    119_000,
    'Amazon CloudWatch Agent',
    { ghosts: ['amazon-cloudwatch-agent-ctl'], daemons: { 'amazon-cloudwatch-agent': 'amazon-cloudwatch-agent' } },
  ],
  ['bash', '5.1-6ubuntu1.1', 768, 'GNU Bourne Again SHell', programs('bash')],
  ['coreutils', '8.32-4.1ubuntu1.2', 1400, 'GNU core utilities'],
  ['sudo', '1.9.9-1ubuntu2.5', 820, 'Provide limited super user privileges to specific users', programs('sudo')],
  ['systemd', '249.11-0ubuntu3.16', 4581, 'system and service manager', programs('systemctl', 'journalctl')],
  [
    'openssh-server',
    '1:8.9p1-3ubuntu0.13',
    435,
    'secure shell (SSH) server, for secure access from remote machines',
    { daemons: { ssh: 'sshd' } },
  ],
  ['apt', '2.4.14', 1400, 'commandline package manager', programs('apt', 'apt-get')],
  ['apt-transport-https', '2.4.14', 2, 'transitional package for https support'],
];

/** Names under which people also ask for a package. */
export const ALIASES: Readonly<Record<OsName, Readonly<Record<string, string>>>> = {
  'amazon-linux-2023': {
    'aws-cli': 'awscli-2',
    awscli: 'awscli-2',
    redis: 'redis6',
    postgresql: 'postgresql15',
    vim: 'vim-enhanced',
    pip: 'python3-pip',
    netcat: 'nmap-ncat',
    nc: 'nmap-ncat',
    ruby: 'ruby3.2',
    python: 'python3',
    'java-17-openjdk': 'java-17-amazon-corretto',
    cron: 'cronie',
  },
  'amazon-linux-2': {
    'aws-cli': 'awscli',
    vim: 'vim-enhanced',
    nc: 'nmap-ncat',
    mysql55: 'mysql',
    python2: 'python',
    cron: 'cronie',
  },
  ubuntu: {
    'nodejs-legacy': 'nodejs',
    redis: 'redis-server',
    nc: 'netcat-openbsd',
    'g++': 'build-essential',
    gcc: 'build-essential',
    openjdk: 'default-jdk',
  },
};

/** Packages of Amazon Linux 2 that wait for `amazon-linux-extras`. */
export const EXTRAS: readonly string[] = [
  'nginx',
  'docker',
  'php',
  'redis',
  'tomcat9',
  'java-11-amazon-corretto',
  'postgresql',
];

const NOT_IN_2023 = new Set(['ruby', 'mariadb-server', 'tomcat', 'java-1.8.0-openjdk']);
const NOT_IN_2 = new Set([
  'ruby3.2',
  'mariadb105-server',
  'redis6',
  'java-21-amazon-corretto',
  'httpd-core',
  'nginx-core',
  'nginx-mimetypes',
]);

const define = ([name, version, sizeKb, summary, extra = {}]: Row): PackageDef => ({
  name,
  version,
  sizeKb,
  summary,
  requires: [],
  programs: [],
  ghosts: [],
  daemons: {},
  ...extra,
});

function catalogueFor(
  rows: readonly Row[],
  release: string,
  without: ReadonlySet<string>,
): ReadonlyMap<string, PackageDef> {
  const list = rows.filter(([name]) => !without.has(name)).map(define);
  return new Map(
    list.map((item) => [
      item.name,
      {
        ...item,
        version: item.version + release,
        requires: item.requires
          .filter((name) => !without.has(name))
          .map((name) => (name === 'ruby3.2' && without.has(name) ? 'ruby' : name)),
      },
    ]),
  );
}

/** Every package that each system's repositories hold, by name. */
export const CATALOGUE: Readonly<Record<OsName, ReadonlyMap<string, PackageDef>>> = {
  'amazon-linux-2023': catalogueFor([...AMAZON, ...AMAZON_2023], '.amzn2023', NOT_IN_2023),
  'amazon-linux-2': catalogueFor([...AMAZON, ...AMAZON_2], '.amzn2', NOT_IN_2),
  ubuntu: catalogueFor(UBUNTU, '', new Set()),
};

/** The package that somebody asks for by `name`, with or without version or architecture. */
export function findPackage(os: OsName, name: string): PackageDef | undefined {
  const short = name.replace(/\.(x86_64|noarch)$/, '').replace(/=.*$/, '');
  const known = CATALOGUE[os].get(short) ?? CATALOGUE[os].get(ALIASES[os][short] ?? '');
  return known ?? CATALOGUE[os].get(short.replace(/-\d[\w.~+:-]*$/, ''));
}

/** The names of all programs and daemons that packages bring but that are not simulated. */
export const GHOST_NAMES: ReadonlySet<string> = new Set(
  Object.values(CATALOGUE).flatMap((packages) => [...packages.values()].flatMap((item) => item.ghosts)),
);
export const DAEMON_NAMES: ReadonlySet<string> = new Set(
  Object.values(CATALOGUE).flatMap((packages) => [...packages.values()].flatMap((item) => Object.values(item.daemons))),
);
