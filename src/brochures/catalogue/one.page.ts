// GET /brochures/:brochure: what it says, its PDF, then the way to have it on paper.
import { WHO_ELSE, whySeen } from '#audiences'
import { filesOf } from '#files'
import { shownByKey, sourcesOf } from '#media'
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { attrs, type Html, html } from '#platform/html.ts'
import { type Context, page, type Reply } from '#platform/http/route.ts'
import { linkButton } from '#platform/ui/button.ts'
import { facts, prose } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { capital, fileSize, listSentence } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { localDay, officeFrame, territory } from '#territory'
import { BROCHURE } from '../record/keep.ts'
import { HERE, ORDER } from './list.ts'
import { communesOf } from '../record/order.ts'
import { type Brochure, shownBrochures, takenBy } from '../record/queries.ts'
import { supplySentence } from '../record/words.ts'

/** The one that the address names, shown to whoever reads. @throws NotFound */
async function askedBrochure(tx: Read, { params }: Pick<Context, 'params'>): Promise<Brochure> {
  const found = (await shownBrochures(tx)).find(({ id }) => String(id) === params.brochure)
  if (found === undefined) throw new NotFound('Cette brochure n’existe pas, ou n’est plus proposée.')
  return found
}

async function cover(tx: Read, { picture }: Brochure): Promise<Html | null> {
  const [shown] = picture === null ? [] : await shownByKey(tx, [picture])
  if (shown === undefined) return null
  const { src, srcset, width, height, credit } = sourcesOf(shown)
  const given = {
    class: 'library-picture',
    ...{ src, srcset, width, height, sizes: '(max-width: 44rem) 100vw, 44rem', alt: shown.alternative },
  }
  return html`<figure><img ${attrs(given)}><figcaption class="meta">${credit}</figcaption></figure>`
}

/** What each of their communes may still have; of whoever orders for any, what there is. */
async function supplies(tx: Read, brochure: Brochure): Promise<string[]> {
  const place = await territory(tx)
  const today = localDay(tx.now, place.zone)
  const communes = communesOf(tx.actor, place)
  if (communes.length === place.communes.length)
    return [supplySentence({ ...brochure, quota: null }, 0, '', today)]
  const said: string[] = []
  for (const { authorityId, name } of communes) {
    const taken = (await takenBy(tx, authorityId)).get(brochure.id) ?? 0
    said.push(supplySentence(brochure, taken, name, today))
  }
  return [...new Set(said)]
}

async function paperPanel(tx: Read, brochure: Brochure): Promise<Html> {
  const said = (await supplies(tx, brochure)).map((sentence) => html`<p>${sentence}</p>`)
  const way =
    brochure.stock >= brochure.least &&
    html`<p>${linkButton('Commander sur papier', `${ORDER}?brochure=${brochure.id}`, { kind: 'quiet' })}</p>`
  return panel(
    'Sur papier',
    html`<p class="reading">Pour ceux qui ne lisent pas à l’écran. Les exemplaires sont portés en mairie, à la date promise.</p>${said}${way}`,
  )
}

export const showBrochure = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const brochure = await askedBrochure(tx, ctx)
    const { id, title, abstract, languages, pdf, audienceId } = brochure
    const file = (await filesOf(tx, { kind: BROCHURE, id })).find(({ fileId }) => fileId === pdf)
    const why = await whySeen(tx, audienceId)
    const size = file === undefined ? '' : ` (${fileSize(file.bytes)})`
    const main = html`<div class="stack"><p><a href="${HERE}">Toutes les brochures</a></p><h1>${title}</h1>
      <section class="panel" aria-label="${title}"><div class="inside sheet stack">${await cover(tx, brochure)}${prose(abstract)}
      ${facts([['Langues', capital(listSentence(languages))]])}
      <p>${linkButton(`Lire le PDF${size}`, `/fichiers/${pdf}`)}</p></div></section>
      ${await paperPanel(tx, brochure)}
      ${why !== null && html`<details class="fold"><summary>Pourquoi je vois ceci</summary><p>${why} ${WHO_ELSE}</p></details>`}</div>`
    return { ...page(agentPage(await officeFrame(ctx, tx), { title, main, current: HERE })), about: title }
  })
