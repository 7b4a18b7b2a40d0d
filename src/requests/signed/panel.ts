// Signatures on a page: a question each, who signed it, when, how they were known, and whether the answers are still those.
import { html, type Html } from '#platform/html.ts'
import { facts } from '#platform/ui/content.ts'
import { notice } from '#platform/ui/feedback.ts'
import { dateTime } from '#platform/ui/french.ts'
import type { Cosigning } from './queries.cosigning.ts'
import type { SignedLine } from './words.ts'

export const signedFacts = (lines: readonly SignedLine[], { stacked = false } = {}): Html =>
  facts(
    lines.map(({ label, said }) => [
      label,
      html`<div class="stack tight signed-lines">${said.map((line) => html`<p>${line}</p>`)}</div>`,
    ]),
    { stacked },
  )

/** On the review: why it is not signed, when it was refused or nobody answered. */
export function unsignedNotice(asked: readonly Cosigning[], zone: string): Html | null {
  const told = asked.filter(({ answer }) => answer === 'refused' || answer === 'silent')
  if (told.length === 0) return null
  return notice(
    'warn',
    'Votre demande n’est pas signée',
    html`${told.map(({ name, answer, answeredAt, reason }) =>
      answer === 'refused'
        ? html`<p>${name} a refusé de signer le ${dateTime(answeredAt ?? new Date(0), zone)}&nbsp;:</p><p class="typed">${reason}</p>`
        : html`<p>${name} n’a pas répondu, et son lien ne sert plus.</p>`,
    )}<p>Changez ce qu’il faut, ou la personne, puis demandez à nouveau la signature.</p>`,
  )
}
