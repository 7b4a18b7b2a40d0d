// « Essayer »: the sandbox of a partner, as its managers open and close it, and the codes of its invented holders.
import { z } from 'zod'
import { system } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { ofPerson } from '#platform/french/noun.ts'
import { type Html, html } from '#platform/html.ts'
import { type Context, post, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { throttle } from '#platform/limits/throttle.ts'
import { formOf } from '#platform/screens/form.ts'
import { buttonForm } from '#platform/ui/button.ts'
import { linkList, section } from '#platform/ui/content.ts'
import { emptyState } from '#platform/ui/feedback.ts'
import { copyableValue } from '#platform/ui/islands.ts'
import { plural, time } from '#platform/ui/french.ts'
import { qrCode } from '#platform/ui/qr-code.ts'
import { territory } from '#territory'
import { HOLDER_LIMITS } from '../holder/limits.ts'
import { drawPageCode, pageCode } from '../issue/codes.ts'
import { leftText } from '../ledger/words.ts'
import { ownForm } from '../own/form.page.ts'
import { managedPartner, ONE_OWN, ownAddress, shownPage } from '../own/pages.ts'
import type { OwnPartner } from '../own/queries.ts'
import { tell } from '../partner/keep.ts'
import { spokenGroups } from '../token/spoken.ts'
import { deleteTwin, twinOf } from './queries.ts'
import { type Invented, inventedOf, openSandbox } from './sandbox.ts'

const PART = '/essai'
const ONE_CODE = `${ONE_OWN}${PART}/:titulaire`
const tryOf = (partner: Pick<OwnPartner, 'id'>): string => ownAddress(partner) + PART

const DAYS = 90
const FORGOTTEN = `Il s’efface ${DAYS}\u00a0jours après avoir servi pour la dernière fois.`

/** @throws NotFound for what is no sandbox */
async function ownTwin(tx: Read, ctx: Context): Promise<OwnPartner> {
  const partner = await managedPartner(tx, ctx)
  if (partner.sandboxOf === null) throw new NotFound('Ce n’est pas un bac à sable.')
  return partner
}

function holderPart(ctx: Context, partner: OwnPartner, { number, name, rights }: Invented): Html {
  const words = rights.map((one) =>
    [one.product, one.label, leftText(one)].filter((word) => word !== '').join(', '),
  )
  const has =
    words.length === 0
      ? html`<p>N’a aucun droit ici&nbsp;: une porte refuse son code.</p>`
      : html`<ul>${words.map((word) => html`<li>${word}</li>`)}</ul>`
  return section(
    name,
    html`${has}${buttonForm(`Montrer un code ${ofPerson(name)}`, `${tryOf(partner)}/${number}`, ctx.csrf, { kind: 'quiet' })}`,
  )
}

function twinMain(ctx: Context, partner: OwnPartner, holders: readonly Invented[]): Html {
  const at = ownAddress(partner)
  const links = linkList([
    { href: `${at}/portes`, label: 'Installer une porte d’essai, que votre programme enrôle' },
    { href: `${at}/applications`, label: 'Faire une clé d’essai, ou prévenir une adresse' },
    { href: at, label: 'Lire les passages d’essai' },
  ])
  return html`<p class="lead">Trois titulaires inventés, à présenter à vos portes d’essai. Leurs droits sont ceux de vos produits le jour de l’ouverture.</p>
    ${holders.map((holder) => holderPart(ctx, partner, holder))}${section('Ensuite', links)}
    <p>${FORGOTTEN} Pour reprendre vos produits et vos prix d’aujourd’hui, fermez-le et ouvrez-le de nouveau. <a href="${tryOf(partner)}/fin">Fermer le bac à sable</a></p>`
}

const offer = (ctx: Context, partner: OwnPartner): Html =>
  html`<p class="lead">Vos programmes s’essaient ici avant de servir&nbsp;: un double de votre partenaire, ses lieux, ses produits, ses prix, et trois titulaires inventés. Rien n’y est compté, ni réglé, ni vu du public.</p>
    <p>${FORGOTTEN}</p>${buttonForm('Ouvrir le bac à sable', tryOf(partner), ctx.csrf, { kind: 'main' })}`

/** GET …/essai: of a partner, its sandbox when it is open; of a sandbox, its holders. */
async function showSandbox(ctx: Context): Promise<Reply> {
  const { partner, twin } = await ctx.db.read(ctx.actor, async (tx) => {
    const managed = await managedPartner(tx, ctx)
    return { partner: managed, twin: await twinOf(tx, managed.id) }
  })
  if (twin !== undefined) return redirect(tryOf({ id: twin }))
  const main =
    partner.sandboxOf === null
      ? offer(ctx, partner)
      : twinMain(ctx, partner, await ctx.db.read(system, (tx) => inventedOf(tx, partner.id)))
  return ctx.db.read(ctx.actor, (tx) => shownPage(ctx, tx, partner, { part: PART, title: 'Essayer', main }))
}

/** POST …/essai */
async function doOpen(ctx: Context): Promise<Reply> {
  const partner = await ctx.db.write(ctx.actor, async (tx) => {
    const managed = await managedPartner(tx, ctx)
    if (managed.sandboxOf !== null) throw new NotFound('Un bac à sable n’en a pas d’autre.')
    if ((await twinOf(tx, managed.id)) === undefined) await tell(tx, 'passpartner.tried', managed.id)
    return managed
  })
  await ctx.db.write(system, (tx) => openSandbox(tx, partner.id))
  return redirect(tryOf(partner), 'Le bac à sable est ouvert.')
}

/** The invented holder that the address names. @throws NotFound */
async function holderIn(ctx: Context, tx: Read, partner: OwnPartner): Promise<Invented> {
  const holder = (await inventedOf(tx, partner.id)).find(
    ({ number }) => String(number) === ctx.params.titulaire,
  )
  if (holder === undefined) throw new NotFound('Ce titulaire n’est pas de ce bac à sable.')
  return holder
}

/** POST …/essai/:titulaire */
async function doDraw(ctx: Context): Promise<Reply> {
  const partner = await ctx.db.read(ctx.actor, (tx) => ownTwin(tx, ctx))
  await throttle(ctx, `pass:codes:partner:${partner.id}`, HOLDER_LIMITS.passCodes)
  return ctx.db.write(system, async (tx) => {
    const { number, passId } = await holderIn(ctx, tx, partner)
    const { serial } = await drawPageCode(ctx, tx, passId)
    return redirect(`${tryOf(partner)}/${number}/${serial}`)
  })
}

/** GET …/essai/:titulaire/:serie */
async function showCode(ctx: Context): Promise<Reply> {
  const { serie = '' } = ctx.params
  if (!/^[\da-f-]{36}$/.test(serie)) throw new NotFound()
  const partner = await ctx.db.read(ctx.actor, (tx) => ownTwin(tx, ctx))
  const { holder, code } = await ctx.db.read(system, async (tx) => {
    const found = await holderIn(ctx, tx, partner)
    return { holder: found, code: await pageCode(ctx, tx, { passId: found.passId, serial: serie }) }
  })
  return ctx.db.read(ctx.actor, async (tx) => {
    const { zone } = await territory(tx)
    const shown =
      code === null
        ? emptyState('Ce code n’est plus bon', 'Il a servi, ou sa minute est passée.')
        : html`${qrCode(code.text, `Le code ${ofPerson(holder.name)}`)}
          <p>À copier&nbsp;: ${copyableValue(code.text)}</p><p>À dire&nbsp;: <b>${spokenGroups(code.spoken)}</b></p>
          <p>Bon jusqu’à ${time(code.until, zone)} et ${plural(code.until.getSeconds(), 'seconde', 'secondes')}, une seule fois.</p>`
    const again = buttonForm('Un autre code', `${tryOf(partner)}/${holder.number}`, ctx.csrf, {
      kind: 'quiet',
    })
    const main = html`${shown}${again}<p><a href="${tryOf(partner)}">Revenir aux titulaires inventés</a></p>`
    return shownPage(ctx, tx, partner, { part: PART, title: `Le code ${ofPerson(holder.name)}`, main })
  })
}

const ending = ownForm(`${ONE_OWN}${PART}/fin`, {
  action: 'passpartner.manage',
  title: 'Fermer le bac à sable',
  part: PART,
  form: formOf({}),
  button: 'Fermer et effacer',
  partner: ownTwin,
  shown: async () => ({
    intro: html`<p>Ses titulaires inventés, ses portes, ses clés, ses adresses et ses passages sont effacés aussitôt. Rien du partenaire ne change.</p>`,
  }),
  async act(tx, { sandboxOf }, _input, ctx) {
    const id = sandboxOf ?? 0
    await tell(tx, 'passpartner.untried', id)
    await ctx.db.write(system, (erasing) => deleteTwin(erasing, id))
    return redirect(tryOf({ id }), 'Le bac à sable est fermé, et effacé.')
  },
})

const base = { action: 'passpartner.manage', face: 'citizen', title: 'Bac à sable d’un partenaire' } as const

export const sandboxRoutes: readonly Route[] = [
  { ...base, get: ONE_OWN + PART, handle: showSandbox },
  post({ ...base, post: ONE_OWN + PART, input: z.object({}), handle: doOpen }),
  ...ending,
  post({ ...base, post: ONE_CODE, input: z.object({}), handle: doDraw }),
  { ...base, get: `${ONE_CODE}/:serie`, handle: showCode },
]
