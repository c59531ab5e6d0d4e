import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

interface Asset {
  readonly type: string
  readonly body: string | Uint8Array
}

type Assets = ReadonlyMap<string, Asset>

const HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  // No inline script or style; pictures may come from where an embed points.
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' https: data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}

/**
 * Serves the console: `/`, `/app.js`, `/app.css`, `/icon.svg`. The page is bundled in memory at the first request; a
 * bundle that fails answers 500 with esbuild's words and is tried again at the next request.
 */
export function consoleHandler(): (req: IncomingMessage, res: ServerResponse) => void {
  let assets: Promise<Assets> | undefined
  return (req, res) => {
    assets ??= loadAssets()
    assets.then(
      (loaded) => answer(req, res, loaded),
      (error: unknown) => {
        assets = undefined
        send(res, 500, { type: 'text/plain', body: `The console could not be built.\n${error}` }, req.method)
      },
    )
  }
}

function answer(req: IncomingMessage, res: ServerResponse, assets: Assets): void {
  const path = (req.url ?? '/').split('?')[0] ?? '/'
  const asset = assets.get(path === '/' ? '/index.html' : path)
  if (req.method !== 'GET' && req.method !== 'HEAD')
    send(res, 405, { type: 'text/plain', body: 'Only GET and HEAD are answered here.' }, req.method)
  else if (asset === undefined) send(res, 404, { type: 'text/plain', body: 'Not found.' }, req.method)
  else send(res, 200, asset, req.method)
}

function send(res: ServerResponse, status: number, asset: Asset, method: string | undefined): void {
  res.writeHead(status, { ...HEADERS, 'content-type': `${asset.type}; charset=utf-8` })
  res.end(method === 'HEAD' ? undefined : asset.body)
}

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))

async function loadAssets(): Promise<Assets> {
  const [bundle, page, icon] = await Promise.all([
    build({
      entryPoints: { app: here('./main.tsx'), style: here('./styles/main.css') },
      outdir: here('.'),
      write: false,
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'es2023',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      logLevel: 'silent',
    }),
    readFile(here('./index.html')),
    readFile(here('./icon.svg')),
  ])
  const output = (suffix: string) =>
    bundle.outputFiles.find((file) => file.path.endsWith(suffix))?.contents ?? ''
  return new Map([
    ['/index.html', { type: 'text/html', body: page }],
    ['/icon.svg', { type: 'image/svg+xml', body: icon }],
    ['/app.js', { type: 'text/javascript', body: output('app.js') }],
    ['/app.css', { type: 'text/css', body: output('style.css') }],
  ])
}
