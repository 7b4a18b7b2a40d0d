// The review of a draft on the page where it is published, and those of versions in its history.
import { type Html, html } from '#platform/html.ts'
import { VERSION } from '#platform/screens/outdated.ts'
import { buttonForm, linkButton } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { dateTime } from '#platform/ui/french.ts'
import { formAddress } from '../written/address.ts'
import type { NameOf } from '../written/names.ts'
import type { Review } from './queries.ts'
import type { Standing } from './standing.ts'

interface Shown {
  id: string
  csrf: string
  /** Number of the draft that is shown. */
  edition: number
  standing: Standing
  /** Whoever looks. */
  me: number | null
  nameOf: NameOf
  zone: string
}

const askedWords = ({ askedBy, askedAt }: Review, { nameOf, zone }: Pick<Shown, 'nameOf' | 'zone'>): string =>
  `Relecture demandée par ${nameOf(askedBy)} (${dateTime(askedAt, zone)})`

function answeredWords(
  { verdict, answeredBy, answeredAt, reasons }: Review,
  { nameOf, zone }: Pick<Shown, 'nameOf' | 'zone'>,
): string | null {
  if (verdict === null || answeredAt === null) return null
  const [by, at] = [nameOf(answeredBy), dateTime(answeredAt, zone)]
  return verdict === 'approved' ? `Approuvé par ${by} (${at})` : `Renvoyé par ${by} (${at})\u00a0: ${reasons}`
}

/** Nothing where the authority asks for no review. */
export function reviewPanel(shown: Shown): Html | null {
  const { id, csrf, edition, standing, me } = shown
  const { isAsked, last, isOfThis, isApproved, writers } = standing
  if (!isAsked) return null
  const act = (name: string, label: string, kind?: 'quiet') =>
    buttonForm(label, `${formAddress(id)}/${name}`, csrf, {
      ...(kind !== undefined && { kind }),
      fields: { [VERSION]: String(edition) },
    })
  const ask = html`<div class="row">${act('relire', 'Faire relire')}</div>`
  const said = last !== null && html`<p>${askedWords(last, shown)}. ${answeredWords(last, shown)}</p>`
  const isWaiting = isOfThis && last?.verdict === null
  const isWriter = me === null || writers.has(me) || last?.askedBy === me
  if (isApproved)
    return panel(
      'Relecture',
      html`${said}<p>Il peut être publié tel qu’il est&nbsp;; ce qui y serait changé serait à relire.</p>`,
    )
  if (!isWaiting) {
    const why =
      last === null
        ? html`<p>Votre collectivité fait relire ses formulaires par une deuxième personne avant de les publier.</p>`
        : !isOfThis && html`<p>Le brouillon a changé depuis.</p>`
    return panel('Relecture', html`${said}${why}${ask}`)
  }
  const ways = isWriter
    ? html`<p>Qui en a écrit une part ne l’approuve pas&nbsp;: les autres administrateurs sont prévenus.</p>`
    : html`<p>Lisez ci-dessous ce qui change, puis répondez.</p><div class="row">${act('approuver', 'Approuver ce brouillon')}${linkButton('Renvoyer, avec des raisons', `${formAddress(id)}/renvoyer`, { kind: 'quiet' })}</div>`
  return panel('Relecture', html`${said}${ways}`)
}

/** Of versions and of the draft, each answer that was given. */
export function pastReviews(all: readonly Review[], shown: Pick<Shown, 'nameOf' | 'zone'>): Html | null {
  const lines = all.flatMap((one) => {
    const answered = answeredWords(one, shown)
    const what = one.version === 0 ? 'Brouillon' : `Version ${one.version}`
    return answered === null ? [] : [html`<li><b>${what}</b> ${askedWords(one, shown)}. ${answered}</li>`]
  })
  return lines.length === 0 ? null : panel('Relectures', html`<ul>${lines}</ul>`)
}
