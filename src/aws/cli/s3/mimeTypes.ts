// What a file's name says of its content, as Python's table of media types has it.

const TYPES: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  bin: 'application/octet-stream',
  bmp: 'image/bmp',
  c: 'text/plain',
  css: 'text/css',
  csv: 'text/csv',
  doc: 'application/msword',
  eot: 'application/vnd.ms-fontobject',
  exe: 'application/octet-stream',
  gif: 'image/gif',
  gz: 'application/gzip',
  h: 'text/plain',
  htm: 'text/html',
  html: 'text/html',
  ico: 'image/vnd.microsoft.icon',
  jar: 'application/java-archive',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  js: 'text/javascript',
  json: 'application/json',
  md: 'text/markdown',
  mjs: 'text/javascript',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  otf: 'font/otf',
  pdf: 'application/pdf',
  png: 'image/png',
  ps: 'application/postscript',
  py: 'text/x-python',
  sh: 'application/x-sh',
  svg: 'image/svg+xml',
  tar: 'application/x-tar',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  tsv: 'text/tab-separated-values',
  ttf: 'font/ttf',
  txt: 'text/plain',
  wasm: 'application/wasm',
  wav: 'audio/x-wav',
  webm: 'video/webm',
  webmanifest: 'application/manifest+json',
  webp: 'image/webp',
  woff: 'font/woff',
  woff2: 'font/woff2',
  xml: 'text/xml',
  zip: 'application/zip',
};

/** The media type that a file's name suggests, if it suggests one. A packed file's type is that of what it packs. */
export function mimeType(name: string): string | undefined {
  const packed = /\.(?:gz|bz2|xz|Z)$/.exec(name)?.[0];
  const bare = packed ? name.slice(0, -packed.length) : name;
  const extension = /[^/]\.([^./]+)$/.exec(packed === '.gz' && !/[^/]\.[^./]+$/.test(bare) ? name : bare)?.[1];
  return extension === undefined ? undefined : TYPES[extension.toLowerCase()];
}
