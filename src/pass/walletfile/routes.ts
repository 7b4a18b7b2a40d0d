// POST /pass/application: a square for the application of a phone, as a file to open (Apple) or a link to follow (Google). Offered with keys alone.
import { z } from 'zod'
import type { Config } from '#platform/config.ts'
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { type Context, page, post, type Reply, type Route } from '#platform/http/route.ts'
import { throttle } from '#platform/limits/throttle.ts'
import { buttonForm, linkButton } from '#platform/ui/button.ts'
import { section } from '#platform/ui/content.ts'
import { todayThere } from '#territory'
import { HOLDER_LIMITS } from '../holder/limits.ts'
import { change, HERE, holderId, livePass } from '../holder/own.ts'
import { underPass } from '../holder/page.ts'
import { onPaper } from '../holder/paper.ts'
import { leftTo } from '../life/left.ts'
import type { App } from '../record/passes.ts'
import { sectorName } from '../record/sectors.ts'
import { appleFile } from './apple.ts'
import { APPS, giveFile } from './give.ts'
import { googleLink } from './google.ts'

const AT = `${HERE}/application`
const TITLE = 'Un carré dans le téléphone'

const appsOf = ({ appleWallet, googleWallet }: Config): App[] => [
  ...(appleWallet === null ? [] : (['apple'] as const)),
  ...(googleWallet === null ? [] : (['google'] as const)),
]

/** What is offered of it; nothing without keys, nor without anything to show. */
export async function applicationsPart(ctx: Context, tx: Read, passId: number): Promise<Html | false> {
  const apps = appsOf(ctx.config)
  if (apps.length === 0) return false
  const held = await onPaper(tx, passId, await todayThere(tx))
  const lines = held.flatMap(([one]) => {
    if (one === undefined) return []
    const { partnerId, partner, sector } = one
    const buttons = apps.map((application) =>
      buttonForm(APPS[application], AT, ctx.csrf, {
        ...{ kind: 'quiet' as const, more: partner },
        fields: { application, lieu: `${partnerId}:${sector}` },
      }),
    )
    return html`<li><div><h3>${partner}</h3><p class="meta">${sectorName(sector)}</p></div><div class="row">${buttons}</div></li>`
  })
  return (
    lines.length > 0 &&
    section(
      TITLE,
      html`<p>Comme sur papier&nbsp;: bon chez ce partenaire seul, un an, même sans réseau sur le téléphone. Qui en a une copie peut s’en servir&nbsp;; Apple ou Google savent que vous l’avez.</p><ul class="rights offers">${lines}</ul>`,
    )
  )
}

const ASKED = z.object({
  application: z.enum(['apple', 'google'], 'Relisez la page.'),
  lieu: z.string().max(60),
})

const linkPage = (ctx: Context, href: string): Reply =>
  page(
    underPass(ctx, {
      title: TITLE,
      main: html`<div class="sections reading"><h1>${TITLE}</h1><p>Le lien mène chez Google, qui le range dans votre téléphone. Il n’est montré qu’ici.</p>
        <div class="row">${linkButton('Ajouter à Google Wallet', href)}<a href="${HERE}">Revenir au pass</a></div></div>`,
    }),
  )

const doGive = async (ctx: Context, { application, lieu }: z.output<typeof ASKED>): Promise<Reply> => {
  const { appleWallet, googleWallet } = ctx.config
  if (!appsOf(ctx.config).includes(application)) throw new NotFound()
  await throttle(ctx, `pass:paper:${holderId(ctx.actor)}`, HOLDER_LIMITS.passPapers)
  const card = await change(
    ctx,
    `Pass\u00a0: a mis un carré dans ${APPS[application]}`,
    async (tx) => {
      await leftTo(tx, 'buy')
      return livePass(tx)
    },
    (tx, { id: passId }) => giveFile(ctx, tx, { passId, app: application, pair: lieu }),
  )
  if (application === 'google' && googleWallet !== null)
    return linkPage(
      ctx,
      await googleLink(googleWallet, card, { origin: ctx.config.publicUrl, now: ctx.db.clock() }),
    )
  if (appleWallet === null) throw new NotFound()
  const icon = ctx.assets.get(ctx.assets.url('favicon.svg'))?.body ?? Buffer.alloc(0)
  const headers = { 'content-disposition': 'attachment; filename="pass.pkpass"' }
  return {
    kind: 'bytes',
    body: await appleFile(appleWallet, card, Buffer.from(icon)),
    type: 'application/vnd.apple.pkpass',
    headers,
  }
}

export const applicationRoutes: readonly Route[] = [
  post({ action: 'pass.hold', face: 'citizen', title: TITLE, post: AT, input: ASKED, handle: doGive }),
]
