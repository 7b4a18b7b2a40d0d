// Settlements as the authority has them: made, answered line by line, paid.
import { z } from 'zod'
import { writtenSiret } from '#platform/french/siret.ts'
import type { Read } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { type Context, page, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { field, lineOf } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { linkButton } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { tag } from '#platform/ui/feedback.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { table } from '#platform/ui/table.ts'
import { addDays, adminForm, adminFrame, territory, todayThere } from '#territory'
import { keptPartner } from '../partner/keep.ts'
import type { KeptPartner } from '../partner/queries.ts'
import { euros } from '../ledger/words.ts'
import { addressOf, className, HERE, ONE } from '../partner/words.ts'
import { type Settlement, settlementsOf } from './queries.ts'
import {
  answerDispute,
  makeSettlement,
  monthIn,
  settlementIn,
  stateOf,
  STATES,
  stepSettlement,
  totalOf,
} from './settlement.ts'
import {
  monthText,
  monthPath,
  settlementBody,
  settlementCsv,
  settlementPaper,
  settlementPdf,
} from './shown.ts'

const action = 'passpartner.keep'
const ALL = `${ONE}/decomptes`
const MONTH = `${ALL}/:mois`
const at = (partnerId: number) => `${addressOf(partnerId)}/decomptes`

async function asked(
  tx: Read,
  { params }: Context,
): Promise<{ partner: KeptPartner; settlement: Settlement }> {
  const partner = await keptPartner(tx, params.partenaire)
  return { partner, settlement: await settlementIn(tx, partner.id, params.mois) }
}

/** Settlements as a table, each leading to its page. */
export function settlementsTable(settlements: readonly Settlement[], here: string) {
  const rows = settlements.map((settlement) => {
    const [label, tone] = STATES[stateOf(settlement)]
    return [
      html`<a href="${here}/${monthPath(settlement)}">${monthText(settlement)}</a>`,
      euros(totalOf(settlement.lines)),
      tag(tone, label),
    ]
  })
  const columns = [{ label: 'Mois' }, { label: 'Total', right: true }, { label: 'État' }]
  return table({ caption: 'Liste des décomptes', captionHidden: true, columns, rows, dense: true })
}

const making = adminForm({
  at: ALL,
  action,
  title: 'Décomptes d’un partenaire',
  button: 'Arrêter ce décompte',
  back: { href: ONE, label: 'Revenir au partenaire' },
  form: formOf({
    month: field({
      label: 'Mois à arrêter',
      hint: 'Par exemple 2026-10. Arrêté deux fois, il reste le même.',
      control: 'line',
      medium: true,
      type: z
        .string()
        .trim()
        .refine((text) => monthIn(text) !== null, 'Écrivez un mois, par exemple 2026-10.'),
    }),
  }),
  async shown(tx, ctx) {
    const partner = await keptPartner(tx, ctx.params.partenaire)
    const settlements = await settlementsOf(tx, partner.id)
    const month = addDays(`${(await todayThere(tx)).slice(0, 7)}-01`, -1).slice(0, 7)
    const list =
      settlements.length === 0
        ? html`<p class="soft">Aucun décompte n’est encore arrêté.</p>`
        : panel('Décomptes arrêtés', settlementsTable(settlements, at(partner.id)), { bare: true })
    return {
      title: `Décomptes\u00a0: ${partner.name}`,
      typed: { month },
      intro: html`<p class="reading">Ce que la collectivité doit au partenaire, mois par mois. Chaque mois s’arrête seul le 4 du mois suivant, quand les portes ont eu le temps d’envoyer leurs passages.</p>${list}`,
      ...(partner.isPrivate
        ? {}
        : {
            closed: {
              title: 'Rien n’est dû à un partenaire public',
              text: 'Les décomptes sont ceux des partenaires privés.',
            },
          }),
    }
  },
  async act(tx, { month }, ctx) {
    const { id } = await keptPartner(tx, ctx.params.partenaire)
    await makeSettlement(tx, id, monthIn(month) ?? '')
    return redirect(`${at(id)}/${month}`, 'Le décompte est arrêté.')
  },
})

const showOne = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const { partner, settlement } = await asked(tx, ctx)
    const { zone } = await territory(tx)
    const here = `${at(partner.id)}/${monthPath(settlement)}`
    const title = `Décompte\u00a0: ${monthText(settlement)}, ${partner.name}`
    const body = settlementBody(settlement, zone, {
      dispute: ({ id }) => html`<a href="${here}/contestations/${id}">Répondre</a>`,
    })
    const state = stateOf(settlement)
    const main = html`<div class="stack"><h1>${title}</h1><section class="panel" aria-label="${title}"><div class="inside stack">${body}</div></section>
      <div class="row no-print">${(state === 'sent' || state === 'accepted') && linkButton('Noter le paiement', `${here}/paiement`)}${linkButton('Télécharger en PDF', `${here}/pdf`, { kind: 'quiet', icon: 'file-text' })}${linkButton('Télécharger pour la comptabilité (CSV)', `${here}/csv`, { kind: 'quiet' })}<a href="${at(partner.id)}">Revenir aux décomptes</a></div></div>`
    return page(agentPage(await adminFrame(ctx, tx), { title, main, current: HERE }))
  })

const sendPdf = async (ctx: Context): Promise<Reply> => {
  const { paper, settlement } = await ctx.db.read(ctx.actor, async (tx) => {
    const found = await asked(tx, ctx)
    const place = await territory(tx)
    const { name, authorityId, siret } = found.partner
    const said = {
      partner: name,
      authority: place.authority(authorityId).name,
      siret: writtenSiret(siret ?? ''),
      zone: place.zone,
    }
    return { paper: settlementPaper(found.settlement, said), settlement: found.settlement }
  })
  return settlementPdf(paper, settlement, ctx.actor.personId)
}

const sendCsv = async (ctx: Context): Promise<Reply> => {
  const { partner, settlement } = await ctx.db.read(ctx.actor, (tx) => asked(tx, ctx))
  return settlementCsv(settlement, partner.name)
}

const back = { href: MONTH, label: 'Revenir au décompte' }

const answering = adminForm({
  at: `${MONTH}/contestations/:contestation`,
  action,
  title: 'Répondre à une contestation',
  button: 'Répondre',
  back,
  form: formOf({
    uses: field({
      label: 'Passages à ajouter ou à retirer',
      hint: 'Par exemple 12, ou -3. Vide ou 0\u00a0: la ligne reste comme elle est.',
      optional: true,
      control: 'line',
      medium: true,
      type: z
        .string()
        .transform((text) => text.replaceAll(/\s/g, '').replace('\u2212', '-') || '0')
        .refine((text) => /^[+-]?\d{1,6}$/.test(text), 'Écrivez un nombre de passages, par exemple -3.')
        .transform(Number),
    }),
    said: field({
      label: 'Réponse au partenaire',
      control: 'text',
      rows: 4,
      type: lineOf(1000).refine(
        (text) => text.length > 4,
        'Dites au partenaire ce que vous avez décidé, et pourquoi.',
      ),
    }),
  }),
  async shown(tx, ctx) {
    const { settlement } = await asked(tx, ctx)
    const dispute = settlement.disputes.find(({ id }) => String(id) === ctx.params.contestation)
    const line = settlement.lines.find(({ id }) => id === dispute?.lineId)
    if (dispute === undefined || line === undefined) throw new NotFound()
    return {
      intro: html`<p class="reading"><b>${line.product}, ${className(line.class)}</b>&nbsp;: ${line.uses} passages à ${euros(line.unitCents)}. Le partenaire écrit&nbsp;: «&nbsp;${dispute.reason}&nbsp;»</p>`,
      ...(dispute.said === null
        ? {}
        : { closed: { title: 'Cette contestation a sa réponse', text: dispute.said } }),
    }
  },
  async act(tx, { said, uses }, ctx) {
    const { partner, settlement } = await asked(tx, ctx)
    await answerDispute(tx, settlement, Number(ctx.params.contestation), { said, uses })
    return redirect(`${at(partner.id)}/${monthPath(settlement)}`, 'La réponse est donnée.')
  },
})

const paying = adminForm({
  at: `${MONTH}/paiement`,
  action,
  title: 'Noter le paiement d’un décompte',
  button: 'Noter ce paiement',
  back,
  form: formOf({
    reference: field({
      label: 'Référence du mandat',
      control: 'line',
      medium: true,
      type: lineOf(60).refine((text) => text !== '', 'Écrivez la référence du mandat.'),
    }),
  }),
  async shown(tx, ctx) {
    const { settlement } = await asked(tx, ctx)
    const state = stateOf(settlement)
    return {
      intro: html`<p class="reading">${euros(totalOf(settlement.lines))} pour ${monthText(settlement)}. Ensuite, le décompte ne se corrige plus.</p>`,
      ...(state === 'paid' ? { closed: { title: 'Ce décompte est payé', text: settlement.reference } } : {}),
      ...(state === 'disputed'
        ? { closed: { title: 'Une ligne est contestée', text: 'Répondez d’abord au partenaire.' } }
        : {}),
    }
  },
  async act(tx, { reference }, ctx) {
    const { partner, settlement } = await asked(tx, ctx)
    if (stateOf(settlement) === 'disputed')
      throw new BadInput([
        { field: 'reference', message: 'Une ligne est contestée\u00a0: répondez d’abord.' },
      ])
    await stepSettlement(tx, settlement, 'paid', reference)
    return redirect(`${at(partner.id)}/${monthPath(settlement)}`, 'Le paiement est noté.')
  },
})

const read = { action, title: 'Décompte d’un partenaire', face: 'admin' } as const

export const settlementScreens: readonly Route[] = [
  ...making,
  { ...read, get: MONTH, handle: showOne },
  { ...read, get: `${MONTH}/pdf`, handle: sendPdf },
  { ...read, get: `${MONTH}/csv`, handle: sendCsv },
  ...answering,
  ...paying,
]
