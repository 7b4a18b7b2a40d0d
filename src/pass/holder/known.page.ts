// GET /pass/qui-sait-quoi: which partners know a number of the holder, and that it is all; what was opened to their name, and why.
import { html } from '#platform/html.ts'
import { type Context, page, type Reply, type Route } from '#platform/http/route.ts'
import { accessEntriesOf } from '#platform/ledger/audit.ts'
import { section } from '#platform/ui/content.ts'
import { dateTime, fullDate } from '#platform/ui/french.ts'
import { table } from '#platform/ui/table.ts'
import { SECTORS } from '#register'
import { territory, todayThere } from '#territory'
import { entitlementsOf, type NamedEntitlement } from '../record/entitlements.ts'
import { HERE, holderId, ownPass } from './own.ts'
import { underPass } from './page.ts'
import { type Knower, knowersOf } from './queries.ts'

const TITLE = 'Qui sait quoi'
/** Lines of the journal that are shown; « Mes données » has them all. */
const SHOWN = 20

const sectorName = (sector: string): string => SECTORS[sector as keyof typeof SECTORS] ?? sector

const classesAt = (rights: readonly NamedEntitlement[], { partner, sector }: Knower): string => {
  const own = rights.filter((one) => one.partner === partner && one.sector === sector)
  return [...new Set(own.map((one) => [one.product, one.label].filter(Boolean).join(', ')))].join(' ; ')
}

/** GET /pass/qui-sait-quoi */
const showKnown = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const pass = await ownPass(tx)
    const place = await territory(tx)
    const rights = await entitlementsOf(tx, pass.id, await todayThere(tx))
    const knowers = await knowersOf(tx, pass.id)
    const entries = (await accessEntriesOf(tx, holderId(ctx.actor)))
      .filter(({ kind }) => kind === 'pass')
      .toReversed()
      .slice(0, SHOWN)
    const known =
      knowers.length === 0
        ? html`<p>Personne encore&nbsp;: un partenaire reçoit un numéro la première fois que vous montrez un code chez lui, ou qu’un téléphone ou un papier le prépare.</p>`
        : table({
            caption: 'Partenaires qui connaissent un numéro de ce pass',
            captionHidden: true,
            columns: ['Partenaire', 'Ce qu’il sait', 'Depuis'].map((label) => ({ label })),
            rows: knowers.map((one) => [
              html`<b>${one.partner}</b><br><span class="meta">${sectorName(one.sector)}</span>`,
              `un numéro tiré au hasard\u00a0; ${classesAt(rights, one) || 'plus aucun droit'}`,
              fullDate(one.since, place.zone),
            ]),
          })
    const journal =
      entries.length === 0
        ? html`<p>Personne n’a ouvert votre pass.</p>`
        : html`<ul class="uses">${entries.map(
            ({ at, object, authorityId, role }) =>
              html`<li><b>${authorityId === null ? (role === 'helper' ? 'Qui agit pour vous' : 'Vous') : place.authority(authorityId).name}</b><span>${object}</span><span class="meta">${dateTime(at, place.zone)}</span></li>`,
          )}</ul>`
    const main = html`<div class="sections wide"><h1>${TITLE}</h1>
      <p class="lead">Chaque partenaire connaît ce pass par un numéro qui n’est qu’à lui, et par le tarif qu’il doit appliquer. Ni nom, ni adresse, ni quotient, ni ce qui sert ailleurs&nbsp;: deux partenaires qui rapprochent leurs listes n’y trouvent personne en commun.</p>
      ${section('Les partenaires', known)}
      ${section('Qui a ouvert ce pass, et pourquoi', html`${journal}<p class="meta">Un numéro ne redevient un nom que par un responsable qui dit pourquoi, et vous le lisez ici. Tout le reste est dans <a href="/compte/donnees">Mes données</a>.</p>`)}</div>`
    return page(underPass(ctx, { title: TITLE, main }))
  })

export const knownRoutes: readonly Route[] = [
  { get: `${HERE}/qui-sait-quoi`, action: 'pass.hold', title: TITLE, face: 'citizen', handle: showKnown },
]
