// GET /intranet/services, and on the home of agents: what they may ask for at work, with the delay that is promised.
import { html, type Html } from '#platform/html.ts'
import { type Block, type Context, page, type Reply } from '#platform/http/route.ts'
import type { Read } from '#platform/db/db.ts'
import { linkList } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { emptyState } from '#platform/ui/feedback.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { intranetFrame } from '#territory'
import { INTERNAL, isInternal } from '../words/meant.ts'
import { meantLines } from './elected.ts'

const MOST = 6

const lines = (tx: Read) => meantLines(tx, isInternal)

export const showInternal = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const own = await lines(tx)
    const list: Html =
      own.length === 0
        ? emptyState('Aucun service ne vous est réservé pour le moment')
        : html`${linkList(own)}`
    const main = html`<div class="stack"><h1>${INTERNAL.label}</h1><p class="reading">Ce que vous demandez à votre employeur&nbsp;: un service qui répond, une date promise. Seuls ceux qui traitent ces demandes, et l’accueil de votre collectivité, les lisent.</p>${panel('À demander ici', list)}<p><a href="/compte">Suivre mes demandes</a></p></div>`
    return page(
      agentPage(await intranetFrame(ctx, tx), { title: INTERNAL.label, main, current: INTERNAL.href }),
    )
  })

const first = (ctx: Context): Promise<Html | null> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const own = await lines(tx)
    return own.length === 0
      ? null
      : panel('Services pour vous', linkList(own.slice(0, MOST)), {
          end: html`<a href="${INTERNAL.href}">Tous<span class="hidden"> les services internes</span></a>`,
        })
  })

export const internalBlocks: readonly Block[] = [
  { on: 'intranet-side', name: 'services', title: 'Services pour vous', order: 40, show: first },
]
