// People of a partner, as its administrators name them: invited by mail, ended today.
import { z } from 'zod'
import { inviteToPartner } from '#signin'
import type { Read, Write } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { type Context, redirect, type Route } from '#platform/http/route.ts'
import { throttle } from '#platform/limits/throttle.ts'
import { field, lineOf } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { linkButton } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { mediumDate } from '#platform/ui/french.ts'
import { table } from '#platform/ui/table.ts'
import { adminForm } from '#territory'
import { keptPartner, tell } from './keep.ts'
import { endMember, membersOf, type OwnMember } from './queries.member.ts'
import { addressOf, ONE } from './words.ts'

const action = 'passpartner.keep'
const back = { href: ONE, label: 'Revenir au partenaire' }

/** In an hour, by person. */
export const LIMITS = { partnerInvitations: { limit: 40, windowSeconds: 3600 } }

/** @throws NotFound */
export async function memberIn(tx: Read, partnerId: number, id: string | undefined): Promise<OwnMember> {
  const found = (await membersOf(tx, partnerId)).find((one) => String(one.id) === id && one.until === null)
  if (found === undefined) throw new NotFound('Cette personne ne travaille pas pour ce partenaire.')
  return found
}

export async function peoplePanel(tx: Read, partnerId: number): Promise<Html> {
  const at = addressOf(partnerId)
  const rows = (await membersOf(tx, partnerId)).map(({ id, name, email, isManager, since, until }) => [
    until === null ? html`<a href="${at}/personnes/${id}">${name}</a>` : name,
    email,
    isManager ? 'Responsable' : 'Accueil',
    until === null ? `Depuis le ${mediumDate(since)}` : `Jusqu’au ${mediumDate(until)}`,
  ])
  const columns = ['Nom', 'Adresse', 'Rôle', 'Jours'].map((label) => ({ label }))
  const body =
    rows.length === 0
      ? html`<p class="soft">Personne&nbsp;: invitez au moins un responsable.</p>`
      : table({ caption: 'Liste des personnes', captionHidden: true, columns, rows, dense: true })
  const end = linkButton('Inviter une personne', `${at}/personnes/nouvelle`, { kind: 'quiet' })
  return panel('Personnes', body, { end, bare: rows.length > 0 })
}

/** Who is invited, and to do what. */
export const INVITED = formOf({
  name: field({
    label: 'Prénom et nom',
    control: 'line',
    type: lineOf(120).refine((text) => text.length > 2, 'Écrivez le prénom et le nom.'),
  }),
  email: field({
    label: 'Adresse e-mail',
    hint: 'Le lien qui ouvre l’accès y est envoyé. Il fonctionne une fois, pendant 48\u00a0heures.',
    control: 'email',
    type: z.string().trim().min(1, 'Écrivez une adresse e-mail.'),
  }),
  role: field({
    label: 'Rôle',
    control: [
      ['member', 'Accueil', 'Lit les passages et l’état des portes.'],
      [
        'manager',
        'Responsable',
        'Installe les portes, dit quand un lieu ouvre, lit et conteste les décomptes.',
      ],
    ],
    type: z.enum(['member', 'manager'], 'Choisissez un rôle.'),
  }),
})

/** @throws BadInput beside the address */
export async function invite(
  tx: Write,
  ctx: Context,
  {
    partner,
    said,
  }: {
    partner: { id: number; authorityId: number }
    said: { name: string; email: string; role: 'member' | 'manager' }
  },
): Promise<string> {
  const { name, email, role } = said
  await throttle(ctx, `partner-invitation:${ctx.actor.personId}`, LIMITS.partnerInvitations)
  const { id: partnerId, authorityId } = partner
  await inviteToPartner(tx, { authorityId, partnerId, isManager: role === 'manager', name, email })
  await tell(tx, 'passpartner.invited', partnerId)
  return `L’invitation part à ${email}.`
}

const inviting = adminForm({
  at: `${ONE}/personnes/nouvelle`,
  action,
  title: 'Inviter une personne',
  button: 'Envoyer l’invitation',
  back,
  form: INVITED,
  async shown(tx, ctx) {
    const { name } = await keptPartner(tx, ctx.params.partenaire)
    return { title: `${name}\u00a0: inviter une personne`, typed: { role: 'member' } }
  },
  async act(tx, said, ctx) {
    const partner = await keptPartner(tx, ctx.params.partenaire)
    return redirect(addressOf(partner.id), await invite(tx, ctx, { partner, said }))
  },
})

const ending = adminForm({
  at: `${ONE}/personnes/:personne`,
  action,
  title: 'Retirer une personne',
  button: 'Retirer cette personne',
  back,
  form: formOf({}),
  async shown(tx, ctx) {
    const { id } = await keptPartner(tx, ctx.params.partenaire)
    const { name } = await memberIn(tx, id, ctx.params.personne)
    return {
      title: `Retirer ${name}`,
      intro: html`<p class="reading">Les pages du partenaire ne lui sont plus ouvertes dès maintenant. Son compte reste le sien.</p>`,
    }
  },
  async act(tx, _input, ctx) {
    const partner = await keptPartner(tx, ctx.params.partenaire)
    const { id, name } = await memberIn(tx, partner.id, ctx.params.personne)
    await endMember(tx, partner.id, id)
    await tell(tx, 'passpartner.left', partner.id)
    return redirect(addressOf(partner.id), `${name}\u00a0: ses accès sont retirés.`)
  },
})

export const peopleForms: readonly Route[] = [...inviting, ...ending]
