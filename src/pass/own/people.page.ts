// Who works for a partner, as its managers see and end it.
import { Conflict } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { type Context, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { formOf } from '#platform/screens/form.ts'
import { linkButton } from '#platform/ui/button.ts'
import { mediumDate } from '#platform/ui/french.ts'
import { table } from '#platform/ui/table.ts'
import { tell } from '../partner/keep.ts'
import { INVITED, invite, memberIn } from '../partner/people.admin.ts'
import { endMember, membersOf } from '../partner/queries.member.ts'
import { ownForm } from './form.page.ts'
import { headedPartner, managedPartner, ONE_OWN, ownAddress, refuseTwin, shownPage } from './pages.ts'

const PART = '/personnes'

/** GET /pass/partenaire/:partenaire/personnes */
const showPeople = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const partner = refuseTwin(await headedPartner(tx, ctx))
    const rows = (await membersOf(tx, partner.id)).map(({ id, name, email, isManager, since, until }) => [
      name,
      email,
      isManager ? 'Responsable' : 'Accueil',
      until === null ? `Depuis le ${mediumDate(since)}` : `Jusqu’au ${mediumDate(until)}`,
      until === null &&
        partner.manages &&
        html`<a href="${ownAddress(partner)}/personnes/${id}">Retirer<span class="hidden"> ${name}</span></a>`,
    ])
    const columns = ['Nom', 'Adresse', 'Rôle', 'Jours'].map((label) => ({ label }))
    const main = html`<p class="lead">Un responsable installe les portes, lit les décomptes et dit quand un lieu ouvre. L’accueil lit les passages.</p>
      ${table({ caption: 'Liste des personnes', captionHidden: true, columns: [...columns, { label: 'Retirer', hidden: true }], rows })}
      ${partner.manages && html`<p class="row">${linkButton('Inviter une personne', `${ownAddress(partner)}${PART}/nouvelle`, { kind: 'quiet' })}</p>`}`
    return shownPage(ctx, tx, partner, { part: PART, title: 'Personnes', main })
  })

const inviting = ownForm(`${ONE_OWN}/personnes/nouvelle`, {
  action: 'passpartner.manage',
  title: 'Inviter une personne',
  part: PART,
  form: INVITED,
  button: 'Envoyer l’invitation',
  partner: async (tx, ctx) => refuseTwin(await managedPartner(tx, ctx)),
  shown: async () => ({ typed: { role: 'member' } }),
  async act(tx, partner, said, ctx) {
    return redirect(`${ownAddress(partner)}${PART}`, await invite(tx, ctx, { partner, said }))
  },
})

const ending = ownForm(`${ONE_OWN}/personnes/:personne`, {
  action: 'passpartner.manage',
  title: 'Retirer une personne',
  part: PART,
  form: formOf({}),
  button: 'Retirer cette personne',
  partner: async (tx, ctx) => refuseTwin(await managedPartner(tx, ctx)),
  async shown(tx, { id }, ctx) {
    const { name } = await memberIn(tx, id, ctx.params.personne)
    return {
      title: `Retirer ${name}`,
      intro: html`<p>Ces pages ne lui sont plus ouvertes dès maintenant. Son compte reste le sien.</p>`,
    }
  },
  async act(tx, partner, _input, ctx) {
    const { id, name, isManager } = await memberIn(tx, partner.id, ctx.params.personne)
    const others = (await membersOf(tx, partner.id)).filter((one) => one.isManager && one.until === null)
    if (isManager && others.length === 1)
      throw new Conflict(
        'C’est le seul responsable\u00a0: la collectivité qui a signé peut en nommer un autre.',
      )
    await endMember(tx, partner.id, id)
    await tell(tx, 'passpartner.left', partner.id)
    return redirect(`${ownAddress(partner)}${PART}`, `${name} est retiré.`)
  },
})

export const peopleRoutes: readonly Route[] = [
  {
    get: `${ONE_OWN}/personnes`,
    action: 'passpartner.head',
    title: 'Personnes d’un partenaire',
    face: 'citizen',
    handle: showPeople,
  },
  ...inviting,
  ...ending,
]
