// What pages of owners show of hooks: their list, the fields of one, its secret once, what was sent.
import type { ToldEvent } from '#platform/api/told-event.ts'
import type { Read } from '#platform/db/db.ts'
import { type Html, html } from '#platform/html.ts'
import type { Choice } from '#platform/screens/field.ts'
import { field, lineOf, several } from '#platform/screens/field.ts'
import { facts } from '#platform/ui/content.ts'
import { notice, tag } from '#platform/ui/feedback.ts'
import { dateTime } from '#platform/ui/french.ts'
import { copyableValue } from '#platform/ui/islands.ts'
import { table } from '#platform/ui/table.ts'
import { territory } from '#territory'
import type { Delivery, Hook } from './queries.ts'

export const hookFields = {
  url: field({
    label: 'Adresse à prévenir',
    hint: 'Elle reçoit un POST à chaque chose qui arrive, et répond en dix secondes.',
    control: 'url',
    type: lineOf(500),
  }),
  events: field({ label: 'Ce qu’on lui dit', control: { several: [] }, type: several }),
}

export const hookChoices = (events: readonly ToldEvent[], kind: string) => ({
  choices: {
    events: events.filter(({ owner }) => owner === kind).map(({ name, title }): Choice => [name, title]),
  },
})

const BECAUSE = {
  owner: 'Arrêtée',
  silent: 'Arrêtée\u00a0: rien n’y a été pris pendant trois jours',
  gone: 'Arrêtée\u00a0: l’adresse dit qu’elle n’existe plus',
} as const

const stateOf = ({ stoppedBecause }: Hook): Html =>
  stoppedBecause === null
    ? tag('good', 'En service')
    : tag(stoppedBecause === 'owner' ? 'idle' : 'bad', BECAUSE[stoppedBecause])

export function hooksTable(hooks: readonly Hook[], at: string, events: readonly ToldEvent[]): Html {
  const rows = hooks.map((hook) => [
    html`<a href="${at}/${hook.id}">${hook.url}</a>`,
    hook.events.map((name) => events.find((one) => one.name === name)?.title ?? name).join('\u00a0; '),
    stateOf(hook),
  ])
  const columns = ['Adresse', 'Ce qu’on lui dit', 'État'].map((label) => ({ label }))
  return table({ caption: 'Liste des adresses prévenues', captionHidden: true, columns, rows })
}

/** The secret, once. */
export const madeSecret = (secret: string): Html =>
  html`${notice('warn', 'Copiez le secret maintenant\u00a0: il n’est montré qu’une fois.')}
    ${facts([['Secret', copyableValue(secret)]])}<p>Chaque envoi est signé par lui (Standard Webhooks&nbsp;: <code>webhook-id</code>, <code>webhook-timestamp</code>, <code>webhook-signature</code>). Un envoi peut arriver deux fois&nbsp;: le même <code>webhook-id</code> est le même.</p>`

export async function hookFacts(tx: Read, hook: Hook): Promise<Html> {
  const { zone } = await territory(tx)
  const isBeforeGood = hook.beforeUntil !== null && hook.beforeUntil > tx.now
  return facts([
    ['État', stateOf(hook)],
    [
      'Ancien secret',
      isBeforeGood ? `Signe aussi jusqu’au ${dateTime(hook.beforeUntil ?? tx.now, zone)}` : '',
    ],
  ])
}

function outcome({ doneAt, tries, lastStatus, lastSaid }: Delivery): Html {
  if (doneAt !== null) return tag('good', 'Pris')
  if (tries === 0) return tag('idle', 'À envoyer')
  return html`${tag('warn', lastStatus === null ? 'Pas pris' : `Réponse ${lastStatus}`)} ${lastSaid}`
}

export async function deliveriesTable(tx: Read, deliveries: readonly Delivery[], at: string): Promise<Html> {
  const { zone } = await territory(tx)
  const rows = deliveries.map((one) => [
    html`<a href="${at}/envois/${one.id}">${dateTime(one.at, zone)}</a>`,
    one.name,
    one.subject,
    String(one.tries),
    outcome(one),
  ])
  const columns = ['Arrivé le', 'Événement', 'Sujet', 'Essais', 'Résultat'].map((label) => ({ label }))
  return table({
    caption: 'Liste des derniers envois',
    captionHidden: true,
    columns,
    rows,
    dense: true,
  })
}

/** One delivery, whole. */
export async function deliveryFacts(tx: Read, one: Delivery): Promise<Html> {
  const { zone } = await territory(tx)
  return html`${facts([
    ['Identifiant', `msg_${one.messageId}`],
    ['Événement', one.name],
    ['Sujet', one.subject],
    ['Arrivé le', dateTime(one.at, zone)],
    ['Essais', String(one.tries)],
    ['Dernier essai', one.lastAt === null ? '' : dateTime(one.lastAt, zone)],
    ['Prochain essai', one.doneAt === null && one.tries > 0 ? dateTime(one.nextAt, zone) : ''],
    ['Résultat', outcome(one)],
  ])}<pre><code>${JSON.stringify(one.data, null, 2)}</code></pre>`
}
