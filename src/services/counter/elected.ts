// GET /territoires/services, and on their home: what elected members may ask of the metropolis, as residents ask theirs.
import { lentTo } from '#platform/actor.ts'
import { html, type Html } from '#platform/html.ts'
import { type Block, type Context, page, type Reply } from '#platform/http/route.ts'
import type { Read } from '#platform/db/db.ts'
import { type LinkLine, linkList } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { emptyState } from '#platform/ui/feedback.ts'
import { plural } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { territoriesFrame } from '#territory'
import { catalogue } from '../catalogue/catalogue.ts'
import type { ServiceDefinition } from '../words/definition.ts'
import { ELECTED, isInternal, isMeantFor } from '../words/meant.ts'

const MOST = 5

/** A line for each of these services that is for whoever reads, and not for everybody, with the delay that it promises. */
export async function meantLines(
  tx: Read,
  which: (service: ServiceDefinition) => boolean,
): Promise<LinkLine[]> {
  const meant = (await catalogue(tx)).every.filter(
    ({ definition }) =>
      definition.meantFor !== undefined && isMeantFor(tx.actor, definition) && which(definition),
  )
  return meant.map(({ slug, definition: { title, delays } }) => ({
    href: `/demarches/${slug}`,
    label: title,
    ...(delays && { under: `Réponse sous ${plural(delays.solution.days, 'jour ouvré', 'jours ouvrés')}` }),
  }))
}

/** What one asks for at work is with one’s work. */
const lines = (tx: Read) => meantLines(tx, (service) => !isInternal(service))

export const showElected = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const own = await lines(tx)
    const lent = lentTo(ctx.actor)
    const list: Html =
      own.length === 0
        ? emptyState('Aucun service ne vous est réservé pour le moment')
        : html`${linkList(own)}`
    const main = html`<div class="stack"><h1>${ELECTED.label}</h1><p class="reading">Une demande, un service qui répond, une date promise. ${lent === null ? 'Vous la suivez avec celles de votre compte.' : html`Elle est à ${lent.personName}, qui la suit dans son compte\u00a0; vous voyez <a href="${ELECTED.href}/demandes">où elle en est</a>.`}</p>${panel('À demander ici', list)}</div>`
    return page(
      agentPage(await territoriesFrame(ctx, tx), { title: ELECTED.label, main, current: ELECTED.href }),
    )
  })

const first = (ctx: Context): Promise<Html | null> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const own = await lines(tx)
    return own.length === 0
      ? null
      : panel(ELECTED.label, linkList(own.slice(0, MOST)), { end: html`<a href="${ELECTED.href}">Tous</a>` })
  })

export const electedBlocks: readonly Block[] = [
  { on: 'territories-side', order: 30, show: first },
  { on: 'documentation', order: 30, show: first },
]
