// GET /pass/installation: by which a phone installs « Mon pass », and opens it by itself. The same for everybody.
import type { Context, Reply, Route } from '#platform/http/route.ts'
import { HERE } from '../own.ts'

export const MANIFEST = `${HERE}/installation`

const told = ({ assets }: Context) => ({
  ...{ name: 'Mon pass', short_name: 'Pass', lang: 'fr', display: 'standalone' },
  ...{ id: HERE, start_url: HERE, scope: HERE, background_color: '#ffffff', theme_color: '#07343f' },
  icons: [{ src: assets.url('favicon.svg'), type: 'image/svg+xml', sizes: 'any', purpose: 'any' }],
})

export const installation: Route = {
  get: MANIFEST,
  action: 'asset.read',
  title: 'Installation du pass',
  face: 'machine',
  handle: (ctx: Context): Promise<Reply> =>
    Promise.resolve({
      kind: 'bytes',
      body: JSON.stringify(told(ctx)),
      type: 'application/manifest+json; charset=utf-8',
      headers: { 'cache-control': 'no-cache' },
    }),
}
