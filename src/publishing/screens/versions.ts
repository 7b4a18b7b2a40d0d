// An edition beside another, in words, and what brings it back as a new one.
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { type Context, one, page, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { formOf } from '#platform/screens/form.ts'
import { button, linkButton } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { select } from '#platform/ui/fields.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { table } from '#platform/ui/table.ts'
import { territory } from '#territory'
import { contentArticle } from '../reading/article.ts'
import { viewOf } from '../reading/view.ts'
import { documentsIn } from '../documents/joined.ts'
import { restoreEdition } from '../record/act.ts'
import { type Edition, editionOf, type Kept } from '../record/queries.ts'
import { aboutWords } from '../types/about.ts'
import { type Compared, differences } from '../types/compare.ts'
import { judgingIn, soundIn } from '../types/fields.ts'
import { typeVersion } from '../types/kind.ts'
import { picturesIn } from '../types/pictures.ts'
import { asked, numberAsked, type Place } from '../acts/place.ts'

/** The edition that the address names. @throws NotFound */
async function editionAsked(tx: Read, kept: Kept, n: number): Promise<Edition> {
  const found = await editionOf(tx, kept.id, n)
  if (found === undefined) throw new NotFound()
  return found
}

async function comparedOf(tx: Read, kept: Kept, edition: Edition): Promise<Compared> {
  const type = await typeVersion(tx, kept.type, edition.typeVersion)
  const fields = soundIn(type, edition.fields, await judgingIn(tx))
  const { picture } = edition
  const found = picture === null ? undefined : (await picturesIn(tx, [picture])).get(picture)
  const presented = found?.alternative ?? ''
  const documents = (await documentsIn(tx, edition.documents)).map(({ name, alternative }) =>
    alternative === '' ? name : `${name}\u00a0: ${alternative}`,
  )
  return { ...edition, type, fields, presented, documents, about: await aboutWords(tx, edition.about) }
}

const marked = (name: 'del' | 'ins', lines: readonly string[]): Html =>
  lines.length === 0
    ? html`<span class="soft">Rien</span>`
    : html`${lines.map((line, at) => html`${at > 0 && html`<br>`}${name === 'del' ? html`<del>${line}</del>` : html`<ins>${line}</ins>`}`)}`

/** What an edition changes of another. */
async function compared(tx: Read, kept: Kept, before: Edition, after: Edition): Promise<Html> {
  const { area } = await territory(tx)
  const found = differences(await comparedOf(tx, kept, before), await comparedOf(tx, kept, after), area)
  if (found.length === 0) return html`<p>Les deux versions disent la même chose.</p>`
  return table({
    caption: `De la version ${before.n} à la version ${after.n}`,
    columns: [{ label: 'Partie' }, { label: `Version ${before.n}` }, { label: `Version ${after.n}` }],
    rows: found.map(({ part, gone, come }) => [part, marked('del', gone), marked('ins', come)]),
    dense: true,
  })
}

/** The other edition that is compared: the one asked, else what is online, else the one before. */
function otherOf({ query }: Context, { edition, shown }: Kept, n: number): number | null {
  const wanted = Number(one(query, 'avec'))
  if (Number.isInteger(wanted) && wanted >= 1 && wanted <= edition && wanted !== n) return wanted
  if (shown !== null && shown.edition !== n) return shown.edition
  return n > 1 ? n - 1 : null
}

async function comparison(
  ctx: Context,
  tx: Read,
  kept: Kept,
  edition: Edition,
  at: string,
): Promise<Html | null> {
  const other = otherOf(ctx, kept, edition.n)
  if (other === null) return null
  const former = await editionAsked(tx, kept, other)
  const [before, after] = former.n < edition.n ? [former, edition] : [edition, former]
  const options = Array.from({ length: kept.edition }, (_, index) => kept.edition - index)
    .filter((n) => n !== edition.n)
    .map((n) => ({ value: String(n), label: `Version ${n}` }))
  const choose =
    options.length > 1 &&
    html`<form class="row" action="${at}">${select({ name: 'avec', label: 'Comparer avec', options, value: String(other) })}${button('Comparer', { kind: 'quiet' })}</form>`
  return panel('Ce qui change', html`${choose}${await compared(tx, kept, before, after)}`)
}

async function showEdition(place: Place, ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const kept = await asked(place, tx, ctx)
    const edition = await editionAsked(tx, kept, numberAsked(ctx, 'version'))
    const view = await viewOf(tx, { ...kept, ...edition, spaceId: kept.decidedIn, shown: null })
    const title = `Version ${edition.n} de «\u00a0${kept.title}\u00a0»`
    const at = `${place.at}/${kept.id}/versions/${edition.n}`
    const restore =
      edition.n !== kept.edition &&
      kept.state !== 'archived' &&
      linkButton('Reprendre cette version', `${at}/reprise`, { kind: 'quiet' })
    const main = html`<div class="stack desk-form"><h1>${title}</h1><div class="row">${restore}<a href="${place.at}/${kept.id}">Revenir au contenu</a></div>
      ${await comparison(ctx, tx, kept, edition, at)}
      ${panel('Comme on la lisait', html`<article class="stack reading"><p><b>${view.title}</b></p>${contentArticle(view)}</article>`)}</div>`
    return page(agentPage(await place.frame(ctx, tx), { title, main, current: place.at }))
  })
}

export const versionRoutes = (place: Place): Route[] => [
  {
    get: `${place.at}/:contenu/versions/:version`,
    action: place.writes,
    title: 'Une version d’un contenu',
    face: place.face,
    handle: (ctx: Context) => showEdition(place, ctx),
  },
  ...place.form({
    at: `${place.at}/:contenu/versions/:version/reprise`,
    action: place.writes,
    title: 'Reprendre une version',
    form: formOf({}),
    button: 'Reprendre',
    back: { href: `${place.at}/:contenu/versions/:version`, label: 'Revenir à la version' },
    async shown(tx, ctx) {
      const kept = await asked(place, tx, ctx)
      const { n } = await editionAsked(tx, kept, numberAsked(ctx, 'version'))
      return {
        title: `Reprendre la version ${n}`,
        version: kept.version,
        intro: html`<p class="reading">Elle devient la version ${kept.edition + 1}, que vous pouvez encore changer. Rien n’est perdu, et ce qui est en ligne y reste jusqu’à la prochaine publication.</p>`,
      }
    },
    async act(tx, _, ctx, version) {
      const kept = await asked(place, tx, ctx)
      await restoreEdition(tx, kept.id, version, numberAsked(ctx, 'version'))
      return redirect(`${place.at}/${kept.id}`, 'La version est reprise.')
    },
  }),
]
