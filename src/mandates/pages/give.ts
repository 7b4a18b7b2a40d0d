// The forms that begin a mandate: confide one's requests to somebody, invite the other parent, declare a child.
import { ofPerson } from '#platform/french/noun.ts'
import type { FieldProblem } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { linkButton } from '#platform/ui/button.ts'
import { type DateParts, dateFields } from '#platform/ui/choices.ts'
import { textInput } from '#platform/ui/fields.ts'
import { longDate } from '#platform/ui/french.ts'
import { accountNav } from '#people'
import { emailInput, formPage, hidden, problemOf } from '#platform/http/form-page.ts'
import type { Mandate } from '../queries.ts'

const back = html`<p>${linkButton('Revenir à mes proches et aidants', '/compte/proches', { kind: 'bare' })}</p>`

const shared = (ctx: Context) => ({
  current: '/compte',
  before: accountNav(ctx, '/compte/proches'),
  after: back,
})

export interface GiveView {
  email: string
  fin: DateParts
  enfant: string
  /** The parent's mandate, when the other parent is invited. */
  child: Mandate | null
  problems: readonly FieldProblem[]
}

// A browser would propose one's own address.
const theirEmail = (email: string, problems: readonly FieldProblem[]): Html =>
  emailInput(email, problems, 'off', 'Adresse e-mail de cette personne')

export function givePage(ctx: Context, { email, fin, enfant, child, problems }: GiveView): Html {
  if (child !== null)
    return formPage(ctx, {
      ...shared(ctx),
      title: `Inviter l’autre parent ${ofPerson(child.personName)}`,
      intro: html`<p>Nous lui écrirons. S’il accepte, il pourra faire et suivre les demandes ${ofPerson(child.personName)} jusqu’au ${longDate(child.validTo)}, comme vous.</p>`,
      action: '/compte/proches/confier',
      fields: html`${hidden('enfant', enfant)}${theirEmail(email, problems)}`,
      button: 'Envoyer l’invitation',
      problems,
    })
  return formPage(ctx, {
    ...shared(ctx),
    title: 'Confier mes démarches à quelqu’un',
    intro: html`<p>Un proche, un voisin, un travailleur social peut faire et suivre des demandes pour vous. Il lira vos demandes et leurs réponses. Il ne verra ni votre mot de passe, ni la sécurité de votre compte, ni les sites connectés.</p>
      <p>Chaque demande dit qui l’a faite, et vous y mettez fin quand vous voulez.</p>`,
    action: '/compte/proches/confier',
    fields: html`${theirEmail(email, problems)}${dateFields({
      name: 'fin',
      label: 'Jusqu’à quel jour\u00a0?',
      hint: 'Un an au plus. Vous pourrez recommencer.',
      value: fin,
      error: problemOf(problems, 'fin'),
    })}`,
    button: 'Envoyer l’invitation',
    problems,
  })
}

export function childPage(
  ctx: Context,
  view: { givenName: string; familyName: string; birth: DateParts; problems: readonly FieldProblem[] },
): Html {
  const { givenName, familyName, birth, problems } = view
  const input = (name: string, label: string, value: string) =>
    textInput({ name, label, value, medium: true, autocomplete: 'off', error: problemOf(problems, name) })
  return formPage(ctx, {
    ...shared(ctx),
    title: 'Ajouter un enfant',
    intro: html`<p>Pour un enfant dont vous êtes le père, la mère ou le représentant légal. Vous ferez ses demandes en son nom, jusqu’à ses 18&nbsp;ans. Ce que vous écrivez ici est noté comme déclaré par vous.</p>`,
    action: '/compte/proches/enfants',
    fields: html`${input('given_name', 'Prénoms de l’enfant', givenName)}${input('family_name', 'Nom de l’enfant', familyName)}${dateFields({ name: 'naissance', label: 'Sa date de naissance', value: birth, error: problemOf(problems, 'naissance') })}`,
    button: 'Ajouter cet enfant',
    problems,
  })
}
