// An audience as those who write for it read it: whom it holds and why, what is shown to it, what was done to it.
import { type Html, html } from '#platform/html.ts'
import { linkButton } from '#platform/ui/button.ts'
import { facts, fold } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { notice } from '#platform/ui/feedback.ts'
import { capital, plural } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import type { Seen } from '../seen.ts'

export const HERE = '/administration/publics'

export interface AudienceView {
  id: number
  name: string
  isStanding: boolean
  authority: string
  seen: Seen
  /** « 3 informations », with where they are. */
  uses: readonly { said: string; href: string | undefined }[]
  history: Html | null
}

const people = (count: number): string => plural(count, 'personne', 'personnes')

/** « 12 personnes », « au moins 12 personnes »: how many one may know of; null, of everybody. */
export const peopleText = ({
  count,
  isExact,
  seated,
}: Pick<Seen, 'count' | 'isExact' | 'seated'>): string => {
  if (count === null) return 'tout le monde'
  if (seated.length > 0) return plural(seated.length, 'élu', 'élus')
  if (isExact) return people(count)
  return count === 0 ? 'un nombre de personnes qui n’est pas dit' : `au moins ${people(count)}`
}

/** How many, said so that nobody takes everybody for some, nor a public that is over for one that is read. */
function counted({ count, isExact, outOf, apart, seated }: Seen): Html {
  if (count === null) return html`<p><b>Tout le monde</b>, habitants compris&nbsp;: avec ou sans compte.</p>`
  if (isExact && count === outOf)
    return notice(
      'warn',
      `Tout le territoire\u00a0: ${people(count)}`,
      html`<p>C’est-à-dire toutes celles qui y travaillent ou y sont élues. Est-ce bien ce que vous voulez&nbsp;?</p>`,
    )
  if (apart !== null)
    return notice(
      'warn',
      apart,
      html`<p>Personne n’en est aujourd’hui. Sans ces jours, il compterait ${peopleText({ count, isExact, seated })}.</p>`,
    )
  if (seated.length > 0)
    return html`<p><b>${peopleText({ count, isExact, seated })}</b> aujourd’hui, par leurs mandats&nbsp;: le lisent ceux d’entre eux qui ont un compte. Qui commence ou finit un mandat entre ou sort aussitôt.</p>`
  return html`<p><b>${capital(peopleText({ count, isExact, seated }))}</b> aujourd’hui, sur ${outOf} qui travaillent ou sont élues sur le territoire. Qui arrive, part ou change de fonction entre ou sort aussitôt.</p>`
}

const FEW = 12

/** Who sits in a body is told to whoever keeps it, an agent to their authority, and to nobody by what is left. */
const UNTOLD =
  'Qui siège dans une instance, agit au nom d’un élu, ou travaille pour une autre collectivité, n’est nommé et compté qu’au sein de sa collectivité\u00a0: il se peut que personne n’y soit.'

const listed = (names: readonly string[], isFolded: boolean, summary = 'Leurs noms'): Html | false => {
  const list = html`<ul>${names.map((name) => html`<li>${name}</li>`)}</ul>`
  return isFolded ? fold(summary, list) : names.length > 0 && list
}

function namesOf({ count, isExact, names, seated }: Seen): Html | null {
  if (seated.length > 0) return html`${listed(seated, seated.length > FEW)}`
  if (count === null || (isExact && count === 0)) return null
  const others = count - names.length
  const rest = !isExact
    ? html`<p class="meta">${UNTOLD}</p>`
    : others > 0 &&
      html`<p class="meta">${names.length === 0 ? people(count) : `Et ${plural(others, 'autre personne', 'autres personnes')}`}, dont le nom n’est connu que de ${others > 1 ? 'leur' : 'sa'} collectivité.</p>`
  return html`${listed(names, names.length > FEW)}${rest}`
}

/** Who reads it too, in whose name; who should, and cannot yet. */
function besideOf({ collaborators, unheld }: Seen): Html {
  const lent = collaborators.count
  const wait = unheld.count
  const acting =
    lent === 1
      ? 'Une personne le lit aussi, au nom d’un élu'
      : `${lent} personnes le lisent aussi, au nom d’élus`
  const waiting =
    wait === 1
      ? 'Un élu de ce public n’a pas encore de compte'
      : `${wait} élus de ce public n’ont pas encore de compte`
  return html`${lent > 0 && html`<p><b>${acting}</b>, par un mandat de collaborateur.</p>${listed(collaborators.names, collaborators.names.length > FEW)}`}${
    wait > 0 &&
    html`<p><b>${waiting}</b>&nbsp;: ${wait === 1 ? 'il ne le lira' : 'ils ne le liront'} qu’une fois invité${wait > 1 && 's'}.</p>${listed(unheld.names, unheld.names.length > 3, wait === 1 ? 'Son nom' : 'Leurs noms')}`
  }`
}

/** Who will see what is shown to it: a sentence, a count, names. */
export const seenPanel = (title: string, seen: Seen): Html =>
  panel(
    title,
    html`<p class="reading">${seen.sentence}.</p>${counted(seen)}${namesOf(seen)}${besideOf(seen)}`,
  )

/** What is shown to it. */
export const usesOf = ({ uses }: Pick<AudienceView, 'uses'>): Html =>
  uses.length === 0
    ? html`Rien encore`
    : html`${uses.map(({ said, href }, index) => html`${index > 0 && ', '}${href === undefined ? said : html`<a href="${href}">${said}</a>`}`)}`

/** GET /administration/publics/:public */
export function audiencePage(frame: AgentFrame, view: AudienceView): Html {
  const { id, name, isStanding, authority } = view
  const acts = isStanding
    ? html`<p class="meta">Ce public vient avec Parvis&nbsp;: il ne se change pas et ne se retire pas.</p>`
    : html`<div class="row">${linkButton('Changer', `${HERE}/${id}/changer`)}${linkButton('Retirer', `${HERE}/${id}/retrait`, { kind: 'quiet' })}</div>`
  const main = html`<div class="stack desk-form"><h1>${name}</h1>
    ${panel(
      'Ce public',
      html`${facts([
        ['De', authority],
        ['Employé par', usesOf(view)],
      ])}${acts}`,
    )}
    ${seenPanel('Qui le compose', view.seen)}${view.history}
    <p><a href="${HERE}">Tous les publics</a></p></div>`
  return agentPage(frame, { title: name, main, current: HERE })
}
