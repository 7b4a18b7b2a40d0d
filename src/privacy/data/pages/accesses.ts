// The journal of who opened the person's file: one a line, with whether it holds, and a way to say « not me ».
import { accountMain } from '#people'
import { type Html, html } from '#platform/html.ts'
import { ownPage } from '#platform/http/own-page.ts'
import type { Context } from '#platform/http/route.ts'
import { buttonForm, linkButton } from '#platform/ui/button.ts'
import { prose, type TimelineItem, timeline } from '#platform/ui/content.ts'
import { emptyState, notice, tag } from '#platform/ui/feedback.ts'
import { dateTime, longDate, plural } from '#platform/ui/french.ts'
import type { JournalView } from '../journal.ts'
import { actWords, closenessWords, roleWords, valueWords } from '../../words/words.ts'

interface Words {
  zone: string
  nameOf: (authorityId: number | null) => string
  purposeOf: (processing: string) => string
}

type Line = JournalView['entries'][number]

/** « Journal vérifié : 12 entrées, aucune modifiée » */
export function verifiedNotice({ entries, isWhole, isTrimmed }: JournalView): Html {
  if (!isWhole)
    return notice(
      'bad',
      'Ce journal a été modifié',
      html`<p>Une entrée manque ou a changé. Écrivez au délégué à la protection des données&nbsp;: <a href="/donnees-personnelles">vos données personnelles</a>.</p>`,
    )
  const more = isTrimmed
    ? html`<p>Les entrées plus anciennes ont été effacées à la fin de leur durée.</p>`
    : null
  return notice(
    'good',
    `Journal vérifié\u00a0: ${plural(entries.length, 'entrée', 'entrées')}, aucune modifiée`,
    more,
  )
}

// One's own acts need no button.
function unknownButton(ctx: Context, { zone }: Words, { seq, role, incident }: Line): Html | null {
  if (role === 'self') return null
  if (incident !== null && incident.handledAt !== null)
    return html`<p>${tag('good', 'Vérifié')} le ${longDate(incident.handledAt, zone)}. Réponse de la collectivité&nbsp;:</p>${prose(incident.finding ?? '')}`
  if (incident !== null) return html`<p>${tag('info', 'Signalé')}</p>`
  return buttonForm('Je ne reconnais pas cet accès', `/compte/donnees/acces/${seq}/signalement`, ctx.csrf, {
    kind: 'quiet',
    more: `numéro ${seq}`,
  })
}

function line(ctx: Context, words: Words, entry: Line): TimelineItem {
  const values = entry.valueIds.length > 0 && `\u00a0: ${valueWords(entry.valueIds)}`
  const close = closenessWords(entry)
  return {
    title: actWords(entry),
    when: dateTime(entry.at, words.zone),
    datetime: entry.at.toISOString(),
    text: html`<p>${roleWords(entry.role)}, ${words.nameOf(entry.authorityId)}${values}. Pourquoi&nbsp;: ${words.purposeOf(entry.purpose)}.</p>
    ${close && html`<p><b>${close}</b></p>`}${unknownButton(ctx, words, entry)}`,
  }
}

/** The entries as a list, each with its button. */
export const accessList = (ctx: Context, words: Words, entries: readonly Line[]): Html =>
  timeline(
    entries.map((entry) => line(ctx, words, entry)),
    { roomy: true },
  )

/** An empty journal says what it knows: an answer may have been given before a request was tied to the account. */
export const NO_OPENING = {
  title: 'Aucune ouverture n’est notée',
  text: 'Chaque fois qu’un agent ouvre une demande de votre compte ou y répond, et qu’un site reçoit vos informations, c’est écrit ici. Ce qui a eu lieu avant qu’une demande soit rattachée à votre compte n’y est pas.',
}

export function accessesPage(ctx: Context, view: Words & { journal: JournalView }): Html {
  const title = 'Qui a ouvert mon dossier'
  const { entries } = view.journal
  const list =
    entries.length === 0
      ? emptyState(NO_OPENING.title, NO_OPENING.text)
      : html`${verifiedNotice(view.journal)}${accessList(ctx, view, entries.slice(0, 500))}`
  const body = html`<h1>${title}</h1>
    <p class="lead">Chaque ligne dit quelle collectivité, dans quel rôle et pourquoi. Le nom de l’agent n’est pas montré&nbsp;: sa collectivité le retrouve si vous signalez un accès.</p>
    ${list}<p>${linkButton('Retour à mes données', '/compte/donnees', { kind: 'quiet' })}</p>`
  const main = accountMain(ctx, '/compte/donnees', body)
  return ownPage(ctx, { title, main })
}
