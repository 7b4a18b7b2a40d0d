// Programs of a partner: their keys, as its managers make, replace and take them back.
import {
  hooksHeld,
  hooksTable,
  keyChoices,
  keyFacts,
  keyFields,
  keyOf,
  type KeyOwner,
  keysHeld,
  keysTable,
  madeKey,
  makeKey,
  replaceKey,
  stopKey,
} from '#exchange'
import type { Read } from '#platform/db/db.ts'
import { html } from '#platform/html.ts'
import { type Context, page, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { formOf } from '#platform/screens/form.ts'
import { linkButton } from '#platform/ui/button.ts'
import { section } from '#platform/ui/content.ts'
import { emptyState } from '#platform/ui/feedback.ts'
import { tell } from '../partner/keep.ts'
import { OWNER } from '../record/keys.ts'
import { ownForm } from './form.page.ts'
import { headedPartner, managedPartner, ONE_OWN, ownAddress, ownPage, shownPage } from './pages.ts'
import type { OwnPartner } from './queries.ts'

const PART = '/applications'
const allOf = (partner: Pick<OwnPartner, 'id'>): string => ownAddress(partner) + PART
const ownerOf = ({ id, sandboxOf }: Pick<OwnPartner, 'id' | 'sandboxOf'>): KeyOwner => ({
  ...{ kind: OWNER, id, isTrial: sandboxOf !== null },
})

/** GET …/applications */
const showAll = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const partner = await headedPartner(tx, ctx)
    const here = allOf(partner)
    const keys = await keysHeld(tx, ownerOf(partner))
    const list =
      keys.length === 0
        ? emptyState('Aucune clé', 'Faites-en une pour chaque programme qui lit ou change vos données d’ici.')
        : await keysTable(tx, keys, { at: partner.manages ? here : null, scopes: ctx.scopes })
    const add =
      partner.manages &&
      html`<div class="row">${linkButton('Faire une clé', `${here}/cles/nouvelle`, { kind: 'quiet', icon: 'plus' })}</div>`
    const hooks = await hooksHeld(tx, ownerOf(partner))
    const addHook = html`<div class="row">${linkButton('Prévenir une adresse', `${here}/adresses/nouvelle`, { kind: 'quiet', icon: 'plus' })}</div>`
    const main = html`<p class="lead">Vos programmes (billetterie, site, comptabilité) lisent ici vos produits, portes, passages et décomptes, avec une clé chacun. <a href="/api">Ce qu’ils peuvent demander</a></p>
      ${section('Clés', html`${list}${add}`)}${partner.manages && section('Adresses prévenues', html`<p>Une adresse de votre programme reçoit, signé, ce qui arrive&nbsp;: un décompte arrêté, une porte retirée.</p>${hooks.length > 0 && hooksTable(hooks, `${here}/adresses`, ctx.toldEvents)}${addHook}`)}`
    return shownPage(ctx, tx, partner, { part: PART, title: 'Applications', main })
  })

const shownKey = async (ctx: Context, tx: Read, partner: OwnPartner, made: { key: string; name: string }) =>
  page(
    await ownPage(ctx, tx, partner, {
      part: PART,
      title: `Clé de «\u00a0${made.name}\u00a0»`,
      main: html`${madeKey(made, ctx.config.publicUrl)}<p><a href="${allOf(partner)}">Revenir aux applications</a></p>`,
    }),
  )

const manage = { action: 'passpartner.manage', part: PART, partner: managedPartner } as const
const ONE_KEY = `${ONE_OWN}${PART}/:cle`

const making = ownForm(`${ONE_OWN}${PART}/cles/nouvelle`, {
  ...manage,
  title: 'Faire une clé',
  form: formOf(keyFields),
  button: 'Faire la clé',
  shown: (tx, _partner, ctx) => keyChoices(tx, ctx.scopes, OWNER),
  async act(tx, partner, { name, scopes, ends }, ctx) {
    const made = await makeKey(tx, ownerOf(partner), { name, scopes, endsOn: ends }, ctx.scopes)
    await tell(tx, 'passpartner.keyed', partner.id, { prefix: made.prefix })
    return shownKey(ctx, tx, partner, made)
  },
})

const stopping = ownForm(ONE_KEY, {
  ...manage,
  title: 'Une clé',
  form: formOf({}),
  button: 'Retirer cette clé',
  async shown(tx, partner, ctx) {
    const key = await keyOf(tx, ownerOf(partner), ctx.params.cle)
    const replace =
      key.stopsAt === null &&
      html`<p>Pour la changer sans rien arrêter&nbsp;: <a href="${allOf(partner)}/${key.prefix}/suivante">la remplacer</a>. Retirée, elle n’ouvre plus rien dès maintenant.</p>`
    return { title: `Clé de «\u00a0${key.name}\u00a0»`, intro: html`${keyFacts(key, ctx.scopes)}${replace}` }
  },
  async act(tx, partner, _input, ctx) {
    const key = await keyOf(tx, ownerOf(partner), ctx.params.cle)
    if (await stopKey(tx, key)) await tell(tx, 'passpartner.unkeyed', partner.id, { prefix: key.prefix })
    return redirect(
      allOf(partner),
      `La clé de «\u00a0${key.name}\u00a0» est retirée\u00a0: elle n’ouvre plus rien.`,
    )
  },
})

const replacing = ownForm(`${ONE_KEY}/suivante`, {
  ...manage,
  title: 'Remplacer une clé',
  form: formOf({}),
  button: 'Faire la clé suivante',
  async shown(tx, partner, ctx) {
    const key = await keyOf(tx, ownerOf(partner), ctx.params.cle)
    return {
      title: `Remplacer la clé de «\u00a0${key.name}\u00a0»`,
      intro: html`<p>La suivante permet la même chose, jusqu’au même jour. Celle-ci ouvre encore sept jours&nbsp;: le temps de la changer dans l’application.</p>`,
    }
  },
  async act(tx, partner, _input, ctx) {
    const key = await keyOf(tx, ownerOf(partner), ctx.params.cle)
    const made = await replaceKey(tx, ownerOf(partner), key)
    await tell(tx, 'passpartner.rekeyed', partner.id, { prefix: key.prefix, next: made.prefix })
    return shownKey(ctx, tx, partner, made)
  },
})

export const applicationRoutes: readonly Route[] = [
  {
    get: ONE_OWN + PART,
    action: 'passpartner.head',
    title: 'Applications d’un partenaire',
    face: 'citizen',
    handle: showAll,
  },
  ...making,
  ...stopping,
  ...replacing,
]
