// GET /agents/pass/fiche/…/droit: something is given or sold to whoever is there, with the proof that the agent saw.
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { system } from '#platform/actor.ts'
import { BadInput } from '#platform/errors.ts'
import { ofPerson } from '#platform/french/noun.ts'
import { html } from '#platform/html.ts'
import { hidden } from '#platform/http/form-page.ts'
import { redirect, type Route } from '#platform/http/route.ts'
import { type Choice, field } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { agentOf } from '#signin'
import { agentForm } from '#territory'
import { MEANS } from '../ledger/words.ts'
import { fileAt, HERE, NONE_YET, noteServed, servedPass } from './file.ts'
import {
  giveAtDesk,
  type Offer,
  offerKey,
  offersAt,
  offerText,
  PROOFS,
  type Proof,
  provedOffers,
} from './offers.ts'

const proofs: readonly Choice[] = [
  NONE_YET,
  ...Object.entries(PROOFS).map(([id, [label]]): Choice => [id, label]),
]
const means: readonly Choice[] = [
  ['', 'Rien\u00a0: c’est gratuit'],
  ...Object.entries(MEANS).map(([id, label]): Choice => [id, label]),
]

const FORM = formOf({
  droit: field({
    label: 'Ce que vous donnez ou vendez',
    hint: 'Ce que proposent les partenaires de votre collectivité.',
    control: { list: [] },
    type: z.string().min(1, 'Choisissez ce que vous donnez ou vendez.').max(60),
  }),
  vu: field({
    label: 'Ce que vous avez vu',
    hint: 'L’original, sur place. Ne gardez ni copie ni numéro.',
    control: { list: proofs },
    type: z.enum(Object.keys(PROOFS) as [Proof, ...Proof[]], 'Choisissez ce que vous avez vu.'),
  }),
  moyen: field({
    label: 'Payé par',
    hint: 'Rien si c’est gratuit.',
    optional: true,
    control: { list: means },
    type: z.enum(['', 'cash', 'card', 'cheque'], 'Choisissez comment c’est payé.'),
  }),
  // Of the page: sent twice, it is given once.
  cle: field({
    label: '',
    optional: true,
    control: { drawn: ({ value }) => hidden('cle', value) },
    type: z.uuid().catch(() => randomUUID()),
  }),
})

const choiceOf = (offer: Offer, proved: ReadonlyMap<string, unknown>): Choice => [
  offerKey(offer),
  proved.has(offerKey(offer)) ? `${offerText(offer)} (déjà prouvé)` : offerText(offer),
]

export const giveRoutes: readonly Route[] = agentForm({
  at: `${HERE}/fiche/:fiche/droit`,
  action: 'pass.serve',
  title: 'Donner ou vendre un droit',
  form: FORM,
  button: 'Donner ou vendre',
  back: { href: `${HERE}/fiche/:fiche`, label: 'Revenir au pass' },
  async shown(tx, ctx) {
    const { person, pass } = await servedPass(ctx)
    const offers = await offersAt(tx, agentOf(ctx.actor).authorityId)
    const proved = await ctx.db.read(system, (all) => provedOffers(all, offers, person.id))
    const closed =
      pass.stoppedAt !== null
        ? { title: 'Ce pass est arrêté', text: 'Reprenez-le d’abord\u00a0: rien ne s’ouvre avec lui.' }
        : {
            title: 'Rien à donner',
            text: 'Aucun partenaire de votre collectivité ne propose de droit aujourd’hui.',
          }
    return {
      title: `Donner ou vendre un droit\u00a0: pass ${ofPerson(person.name)}`,
      typed: { cle: randomUUID() },
      choices: { droit: [NONE_YET, ...offers.map((offer) => choiceOf(offer, proved))] },
      intro: html`<p class="reading">Acheté de nouveau avant la fin, un droit court à partir de sa fin, et ce qu’il reste est gardé.</p>${ctx.config.quotient !== null && html`<p class="reading">Pour un tarif au quotient sans papier&nbsp;: <a href="${fileAt(ctx, person.id)}/quotient">demander le quotient à la caisse</a>.</p>`}`,
      ...(pass.stoppedAt !== null || offers.length === 0 ? { closed } : {}),
    }
  },
  act: async (tx, { droit, vu, moyen, cle }, ctx) => {
    const { person, pass } = await servedPass(ctx)
    const { agentId, authorityId } = agentOf(ctx.actor)
    const offer = (await offersAt(tx, authorityId)).find((one) => offerKey(one) === droit)
    if (offer === undefined || pass.stoppedAt !== null)
      throw new BadInput([{ field: 'droit', message: 'Choisissez dans la liste.' }])
    return async () => {
      const { transferId } = await ctx.db.write(system, async (all) => {
        await noteServed(
          all,
          ctx.actor,
          person.id,
          `Pass\u00a0: vous a donné ou vendu, à un guichet, «\u00a0${offer.product.name}\u00a0»`,
        )
        return giveAtDesk(all, {
          ...{ passId: pass.id, personId: person.id, offer, proof: vu, means: moyen === '' ? null : moyen },
          ...{ agentId, authorityId, askedKey: cle },
        })
      })
      const file = fileAt(ctx, person.id)
      return transferId === undefined
        ? redirect(file, 'C’était déjà fait\u00a0: rien n’a été donné deux fois.')
        : redirect(`${HERE}/recus/${transferId}`, 'C’est fait.')
    }
  },
})
