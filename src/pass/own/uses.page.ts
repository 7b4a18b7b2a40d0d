// What a partner reads of its uses: today, this month, each month that is over, as a page and as lines; never whose, never an hour.
import { NotFound } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { type Context, page, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { frameOf } from '#platform/http/frame.ts'
import { csvOf } from '#platform/screens/csv.ts'
import { linkButton } from '#platform/ui/button.ts'
import { facts, linkList, section } from '#platform/ui/content.ts'
import { longDate, monthYear, number } from '#platform/ui/french.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import { addDays, type Day, territory, todayThere } from '#territory'
import type { Read } from '#platform/db/db.ts'
import { sectorsWords } from '../partner/words.ts'
import { monthIn } from '../settlement/settlement.ts'
import { ONE_OWN, OWN, ownAddress, ownPartner, shownPage, usesTables } from './pages.ts'
import { monthsOf, type OwnPartner, ownPartners, usesBetween } from './queries.ts'
import { FEW, toldUses, type ToldUses } from './told.ts'

const firstOf = (day: Day): Day => `${day.slice(0, 7)}-01`
const lastOf = (month: Day): Day => addDays(firstOf(addDays(month, 31)), -1)

/** GET /pass/partenaire */
const showAll = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const own = await ownPartners(tx)
    const [first] = own
    if (first === undefined) throw new NotFound('Vous ne travaillez pour aucun partenaire du pass.')
    if (own.length === 1) return redirect(ownAddress(first))
    const title = 'Partenaires du pass'
    const main = html`<div class="sections"><h1>${title}</h1>${linkList(own.map((partner) => ({ href: ownAddress(partner), label: partner.name })))}</div>`
    return page(citizenPage(frameOf(ctx), { title, main }))
  })

async function agreement(tx: Read, partner: OwnPartner) {
  const place = await territory(tx)
  return section(
    'Votre accord',
    facts([
      ['Signé par', place.authority(partner.authorityId).name],
      ['Jours', `du ${longDate(partner.since)} au ${longDate(partner.until)}`],
      ['Secteurs', sectorsWords(partner)],
      [
        'Titulaires au plus',
        partner.mostHolders === null ? '' : `${number(partner.mostHolders)}, tant que c’est un essai`,
      ],
    ]),
  )
}

/** GET /pass/partenaire/:partenaire */
const showUses = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const partner = await ownPartner(tx, ctx)
    const today = await todayThere(tx)
    const day = toldUses(await usesBetween(tx, partner.id, { from: today, to: today }), true)
    const month = toldUses(await usesBetween(tx, partner.id, { from: firstOf(today), to: today }), true)
    const over = (await monthsOf(tx, partner.id)).filter((one) => one < firstOf(today))
    const months =
      over.length > 0 &&
      section(
        'Mois par mois',
        linkList(
          over.map((one) => ({
            href: `${ownAddress(partner)}/mois/${one.slice(0, 7)}`,
            label: monthYear(one),
          })),
        ),
      )
    const main = html`<p class="lead">Des nombres, jamais des personnes&nbsp;: en dessous de cinq, rien n’est dit, et ce qui grandit encore est arrondi à cinq.</p>
      ${section('Aujourd’hui', usesTables(day, 'aujourd’hui', true))}
      ${section('Ce mois-ci', usesTables(month, 'ce mois-ci', true))}${months}${await agreement(tx, partner)}`
    return shownPage(ctx, tx, partner, { part: '', title: 'Passages', main })
  })

async function monthOf(tx: Read, ctx: Context): Promise<{ partner: OwnPartner; month: Day; told: ToldUses }> {
  const partner = await ownPartner(tx, ctx)
  const month = monthIn(ctx.params.mois)
  if (month === null || lastOf(month) >= (await todayThere(tx)))
    throw new NotFound('Un mois se lit ici une fois fini.')
  return {
    partner,
    month,
    told: toldUses(await usesBetween(tx, partner.id, { from: month, to: lastOf(month) }), false),
  }
}

/** GET /pass/partenaire/:partenaire/mois/:mois */
const showMonth = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const { partner, month, told } = await monthOf(tx, ctx)
    const here = `${ownAddress(partner)}/mois/${month.slice(0, 7)}`
    const main = html`${usesTables(told, `en ${monthYear(month)}`, false)}
      <p class="meta">Un nombre en dessous de cinq est ajouté à son voisin&nbsp;: les lignes d’un tableau font toujours son total.</p>
      <div class="row no-print">${linkButton('Télécharger ces nombres (CSV)', `${here}/csv`, { kind: 'quiet' })}<a href="${ownAddress(partner)}">Revenir aux passages</a></div>`
    return shownPage(ctx, tx, partner, { part: '', title: `Rapport\u00a0: ${monthYear(month)}`, main })
  })

/** GET /pass/partenaire/:partenaire/mois/:mois/csv */
const sendMonth = async (ctx: Context): Promise<Reply> => {
  const { month, told } = await ctx.db.read(ctx.actor, (tx) => monthOf(tx, ctx))
  const name = month.slice(0, 7)
  const lines = told.parts.flatMap(({ title, lines: own }) =>
    own.map(({ label, count }) => [name, title, label, count === null ? FEW : String(count)]),
  )
  const headers = { 'content-disposition': `attachment; filename="passages-${name}.csv"` }
  const body = csvOf([['Mois', 'Compte', 'Ligne', 'Passages'], ...lines])
  return { kind: 'bytes', body, type: 'text/csv; charset=utf-8', headers }
}

const work = { action: 'passpartner.work', face: 'citizen' } as const

export const usesRoutes: readonly Route[] = [
  { ...work, get: OWN, title: 'Partenaires du pass', handle: showAll },
  { ...work, get: ONE_OWN, title: 'Passages d’un partenaire', handle: showUses },
  { ...work, get: `${ONE_OWN}/mois/:mois`, title: 'Passages d’un mois', handle: showMonth },
  { ...work, get: `${ONE_OWN}/mois/:mois/csv`, title: 'Passages d’un mois, en fichier', handle: sendMonth },
]
