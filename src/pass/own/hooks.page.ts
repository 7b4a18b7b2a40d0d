// Addresses of a partner that are told what happens: kept by its managers, tried, stopped, what was sent read and sent again.
import {
  changeHook,
  changeSecret,
  deleteHook,
  deliveriesOf,
  deliveriesTable,
  deliveryFacts,
  deliveryOf,
  type Hook,
  hookChoices,
  hookFacts,
  hookFields,
  hookOf,
  type KeyOwner,
  madeSecret,
  makeHook,
  turnHook,
} from '#exchange'
import type { Read } from '#platform/db/db.ts'
import { html } from '#platform/html.ts'
import { type Context, page, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { formOf } from '#platform/screens/form.ts'
import { linkButton } from '#platform/ui/button.ts'
import { section } from '#platform/ui/content.ts'
import { tell } from '../partner/keep.ts'
import { OWNER } from '../record/keys.ts'
import { ownForm } from './form.page.ts'
import { managedPartner, ONE_OWN, ownAddress, ownPage } from './pages.ts'
import type { OwnPartner } from './queries.ts'

const PART = '/applications'
const ALL = `${ONE_OWN}${PART}/adresses`
const ONE = `${ALL}/:adresse`

const ownerOf = ({ id }: Pick<OwnPartner, 'id'>): KeyOwner => ({ kind: OWNER, id })
const allOf = (partner: Pick<OwnPartner, 'id'>): string => ownAddress(partner) + PART
const oneOf = (partner: Pick<OwnPartner, 'id'>, hook: Pick<Hook, 'id'>): string =>
  `${allOf(partner)}/adresses/${hook.id}`
const asked = (tx: Read, partner: OwnPartner, ctx: Context): Promise<Hook> =>
  hookOf(tx, ownerOf(partner), ctx.params.adresse)

const manage = { action: 'passpartner.manage', part: PART, partner: managedPartner } as const
const bare = { ...manage, form: formOf({}) } as const

async function shownSecret(
  ctx: Context,
  tx: Read,
  partner: OwnPartner,
  secret: string,
  at: string,
): Promise<Reply> {
  const main = html`${madeSecret(secret)}<p><a href="${at}">Revenir à l’adresse</a></p>`
  return page(await ownPage(ctx, tx, partner, { part: PART, title: 'Secret de l’adresse', main }))
}

const making = ownForm(`${ALL}/nouvelle`, {
  ...manage,
  title: 'Prévenir une adresse',
  form: formOf(hookFields),
  button: 'Prévenir cette adresse',
  shown: async (_tx, _partner, ctx) => hookChoices(ctx.toldEvents, OWNER),
  async act(tx, partner, wanted, ctx) {
    const { id, secret } = await makeHook(ctx.config, tx, ownerOf(partner), wanted, ctx.toldEvents)
    await tell(tx, 'passpartner.hooked', partner.id, { hook: id })
    return shownSecret(ctx, tx, partner, secret, oneOf(partner, { id }))
  },
})

const changing = ownForm(ONE, {
  ...manage,
  title: 'Une adresse prévenue',
  form: formOf(hookFields),
  button: 'Enregistrer',
  async shown(tx, partner, ctx) {
    const hook = await asked(tx, partner, ctx)
    const at = oneOf(partner, hook)
    const deliveries = await deliveriesOf(tx, hook.id)
    const list =
      deliveries.length === 0
        ? html`<p>Rien n’est encore parti.</p>`
        : await deliveriesTable(tx, deliveries, at)
    const links = html`<div class="row">${linkButton('Envoyer un essai', `${at}/essai`, { kind: 'quiet' })}${linkButton('Changer le secret', `${at}/secret`, { kind: 'quiet' })}${linkButton(hook.stoppedAt === null ? 'Arrêter' : 'Reprendre', `${at}/arret`, { kind: 'quiet' })}${linkButton('Retirer', `${at}/retrait`, { kind: 'quiet' })}</div>`
    return {
      ...hookChoices(ctx.toldEvents, OWNER),
      typed: { url: hook.url, events: [...hook.events] },
      intro: html`${await hookFacts(tx, hook)}${links}${section('Derniers envois', list)}<h2>Modifier</h2>`,
    }
  },
  async act(tx, partner, wanted, ctx) {
    const hook = await asked(tx, partner, ctx)
    await changeHook(ctx.config, tx, hook, wanted, ctx.toldEvents)
    await tell(tx, 'passpartner.hooked', partner.id, { hook: hook.id })
    return redirect(oneOf(partner, hook), 'L’adresse est modifiée.')
  },
})

const trying = ownForm(`${ONE}/essai`, {
  ...bare,
  title: 'Envoyer un essai',
  button: 'Envoyer un essai',
  shown: async (tx, partner, ctx) => ({
    intro: html`<p>Un message d’essai part pour ${(await asked(tx, partner, ctx)).url}. Il est signé comme les autres et ne dit rien.</p>`,
  }),
  async act(tx, partner, _input, ctx) {
    const hook = await asked(tx, partner, ctx)
    await tell(tx, 'passpartner.resent', partner.id, { hook: hook.id, trial: true })
    return redirect(oneOf(partner, hook), 'L’essai part\u00a0: rechargez cette page pour lire son résultat.')
  },
})

const renewing = ownForm(`${ONE}/secret`, {
  ...bare,
  title: 'Changer le secret',
  button: 'Changer le secret',
  shown: async (tx, partner, ctx) => ({
    intro: html`<p>Le nouveau secret de ${(await asked(tx, partner, ctx)).url} n’est montré qu’une fois. L’ancien signe aussi pendant un jour.</p>`,
  }),
  async act(tx, partner, _input, ctx) {
    const hook = await asked(tx, partner, ctx)
    const secret = await changeSecret(ctx.config, tx, hook)
    await tell(tx, 'passpartner.hooked', partner.id, { hook: hook.id })
    return shownSecret(ctx, tx, partner, secret, oneOf(partner, hook))
  },
})

const turning = ownForm(`${ONE}/arret`, {
  ...bare,
  title: 'Arrêter ou reprendre une adresse',
  button: 'Confirmer',
  async shown(tx, partner, ctx) {
    const { url, stoppedAt } = await asked(tx, partner, ctx)
    return stoppedAt === null
      ? {
          title: 'Arrêter une adresse',
          intro: html`<p>Rien ne part plus pour ${url}. Ce qui arrive entre-temps attend, trente jours au plus.</p>`,
        }
      : {
          title: 'Reprendre une adresse',
          intro: html`<p>Ce qui attendait part pour ${url}, dans son ordre.</p>`,
        }
  },
  async act(tx, partner, _input, ctx) {
    const hook = await asked(tx, partner, ctx)
    await turnHook(tx, hook)
    const name = hook.stoppedAt === null ? 'passpartner.hooked' : 'passpartner.resent'
    await tell(tx, name, partner.id, { hook: hook.id })
    return redirect(
      oneOf(partner, hook),
      hook.stoppedAt === null ? 'L’adresse est arrêtée.' : 'Ce qui attendait part.',
    )
  },
})

const taking = ownForm(`${ONE}/retrait`, {
  ...bare,
  title: 'Retirer une adresse',
  button: 'Retirer cette adresse',
  shown: async (tx, partner, ctx) => ({
    intro: html`<p>${(await asked(tx, partner, ctx)).url} n’est plus prévenue, et ses envois sont oubliés.</p>`,
  }),
  async act(tx, partner, _input, ctx) {
    const hook = await asked(tx, partner, ctx)
    await deleteHook(tx, hook.id)
    await tell(tx, 'passpartner.unhooked', partner.id, { hook: hook.id })
    return redirect(allOf(partner), 'L’adresse est retirée.')
  },
})

const resending = ownForm(`${ONE}/envois/:envoi`, {
  ...bare,
  title: 'Un envoi',
  button: 'Envoyer de nouveau',
  async shown(tx, partner, ctx) {
    const hook = await asked(tx, partner, ctx)
    return { intro: await deliveryFacts(tx, await deliveryOf(tx, hook, ctx.params.envoi)) }
  },
  async act(tx, partner, _input, ctx) {
    const hook = await asked(tx, partner, ctx)
    const delivery = await deliveryOf(tx, hook, ctx.params.envoi)
    await tell(tx, 'passpartner.resent', partner.id, { hook: hook.id, delivery: delivery.id })
    return redirect(oneOf(partner, hook), 'L’envoi repart, sous le même identifiant.')
  },
})

export const hookRoutes: readonly Route[] = [
  ...making,
  ...changing,
  ...trying,
  ...renewing,
  ...turning,
  ...taking,
  ...resending,
]
