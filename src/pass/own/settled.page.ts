// What is owed to a partner, as its managers read it: accepted, or disputed line by line with a reason.
import { writtenSiret } from '#platform/french/siret.ts'
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { type Context, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { field, lineOf } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { linkButton } from '#platform/ui/button.ts'
import { territory } from '#territory'
import { euros } from '../ledger/words.ts'
import { className } from '../partner/words.ts'
import { settlementsTable } from '../settlement/screens.admin.ts'
import { type Line, type Settlement, settlementsOf } from '../settlement/queries.ts'
import {
  centsOf,
  disputeLine,
  settlementIn,
  stateOf,
  stepSettlement,
  totalOf,
} from '../settlement/settlement.ts'
import {
  monthText,
  monthPath,
  settlementBody,
  settlementCsv,
  settlementPaper,
  settlementPdf,
} from '../settlement/shown.ts'
import { ownForm } from './form.page.ts'
import { headedPartner, ONE_OWN, ownAddress, shownPage } from './pages.ts'
import type { OwnPartner } from './queries.ts'

const PART = '/decomptes'
const ALL = `${ONE_OWN}/decomptes`
const MONTH = `${ALL}/:mois`

const addressOf = (partner: OwnPartner, settlement: Settlement): string =>
  `${ownAddress(partner)}${PART}/${monthPath(settlement)}`

async function asked(tx: Read, ctx: Context): Promise<{ partner: OwnPartner; settlement: Settlement }> {
  const partner = await headedPartner(tx, ctx)
  return { partner, settlement: await settlementIn(tx, partner.id, ctx.params.mois) }
}

/** GET …/decomptes */
const showAll = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const partner = await headedPartner(tx, ctx)
    const settlements = await settlementsOf(tx, partner.id)
    const main =
      settlements.length === 0
        ? html`<p>Aucun décompte n’est encore arrêté. Chaque mois l’est le 4 du mois suivant.</p>`
        : settlementsTable(settlements, `${ownAddress(partner)}${PART}`)
    return shownPage(ctx, tx, partner, { part: PART, title: 'Décomptes', main })
  })

/** May a line be disputed still: once at a time, until it is accepted. */
const mayDispute = ({ disputes }: Settlement, { id, corrects }: Line): boolean =>
  corrects === null && !disputes.some(({ lineId, said }) => lineId === id && said === null)

/** GET …/decomptes/:mois */
const showOne = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const { partner, settlement } = await asked(tx, ctx)
    const { zone } = await territory(tx)
    const here = addressOf(partner, settlement)
    const state = stateOf(settlement)
    const isOpen = state === 'sent' || state === 'disputed'
    const body = settlementBody(
      settlement,
      zone,
      isOpen
        ? {
            line: (line) =>
              mayDispute(settlement, line) &&
              html`<a href="${here}/lignes/${line.id}">Contester<span class="hidden"> ${line.product}, ${className(line.class)}</span></a>`,
          }
        : {},
    )
    const main = html`${body}<div class="row no-print">${state === 'sent' && linkButton('Accepter ce décompte', `${here}/accord`)}${linkButton('Télécharger en PDF', `${here}/pdf`, { kind: 'quiet', icon: 'file-text' })}${linkButton('Télécharger pour la comptabilité (CSV)', `${here}/csv`, { kind: 'quiet' })}<a href="${ownAddress(partner)}/decomptes">Revenir aux décomptes</a></div>`
    return shownPage(ctx, tx, partner, {
      part: PART,
      title: `Décompte\u00a0: ${monthText(settlement)}`,
      main,
    })
  })

const sendPdf = async (ctx: Context): Promise<Reply> => {
  const { paper, settlement } = await ctx.db.read(ctx.actor, async (tx) => {
    const found = await asked(tx, ctx)
    const place = await territory(tx)
    const { name, authorityId, siret } = found.partner
    const authority = place.authority(authorityId).name
    const said = { partner: name, authority, siret: writtenSiret(siret ?? ''), zone: place.zone }
    return { paper: settlementPaper(found.settlement, said), settlement: found.settlement }
  })
  return settlementPdf(paper, settlement, ctx.actor.personId)
}

const sendCsv = async (ctx: Context): Promise<Reply> => {
  const { partner, settlement } = await ctx.db.read(ctx.actor, (tx) => asked(tx, ctx))
  return settlementCsv(settlement, partner.name)
}

const disputing = ownForm(`${MONTH}/lignes/:ligne`, {
  action: 'passpartner.head',
  title: 'Contester une ligne',
  part: PART,
  button: 'Contester cette ligne',
  partner: headedPartner,
  form: formOf({
    reason: field({
      label: 'Ce qui ne va pas',
      hint: 'Les jours, les portes, le nombre que vous attendiez. La collectivité répond ici.',
      control: 'text',
      rows: 4,
      type: lineOf(1000).refine((text) => text.length > 4, 'Dites ce qui ne va pas dans cette ligne.'),
    }),
  }),
  async shown(tx, partner, ctx) {
    const settlement = await settlementIn(tx, partner.id, ctx.params.mois)
    const line = settlement.lines.find(({ id }) => String(id) === ctx.params.ligne)
    if (line === undefined) throw new NotFound('Cette ligne n’est pas de ce décompte.')
    return {
      intro: html`<p><b>${line.product}, ${className(line.class)}</b>&nbsp;: ${line.uses} passages à ${euros(line.unitCents)}, ${euros(centsOf(line))}.</p>`,
    }
  },
  async act(tx, partner, { reason }, ctx) {
    const settlement = await settlementIn(tx, partner.id, ctx.params.mois)
    await disputeLine(tx, settlement, Number(ctx.params.ligne), reason)
    return redirect(
      addressOf(partner, settlement),
      'La ligne est contestée\u00a0: la collectivité répond ici.',
    )
  },
})

const accepting = ownForm(`${MONTH}/accord`, {
  action: 'passpartner.head',
  title: 'Accepter un décompte',
  part: PART,
  button: 'Accepter ce décompte',
  partner: headedPartner,
  form: formOf({}),
  async shown(tx, partner, ctx) {
    const settlement = await settlementIn(tx, partner.id, ctx.params.mois)
    return {
      title: `Accepter le décompte\u00a0: ${monthText(settlement)}`,
      intro: html`<p>${euros(totalOf(settlement.lines))}. Une fois accepté, il ne se conteste plus, et la collectivité le paie.</p>`,
    }
  },
  async act(tx, partner, _input, ctx) {
    const settlement = await settlementIn(tx, partner.id, ctx.params.mois)
    await stepSettlement(tx, settlement, 'accepted')
    return redirect(addressOf(partner, settlement), 'Le décompte est accepté.')
  },
})

const head = { action: 'passpartner.head', title: 'Décompte d’un partenaire', face: 'citizen' } as const

export const settledRoutes: readonly Route[] = [
  { ...head, get: ALL, title: 'Décomptes d’un partenaire', handle: showAll },
  { ...head, get: MONTH, handle: showOne },
  { ...head, get: `${MONTH}/pdf`, title: 'Décompte d’un partenaire, en PDF', handle: sendPdf },
  { ...head, get: `${MONTH}/csv`, title: 'Décompte d’un partenaire, en fichier', handle: sendCsv },
  ...disputing,
  ...accepting,
]
