// What pages of owners show of keys: their list, the fields of a new one, the key itself, once.
import type { Scope } from '#platform/api/scope.ts'
import type { Read } from '#platform/db/db.ts'
import { type Html, html } from '#platform/html.ts'
import type { Choice } from '#platform/screens/field.ts'
import { day, field, lineOf, several } from '#platform/screens/field.ts'
import { facts } from '#platform/ui/content.ts'
import { notice, tag } from '#platform/ui/feedback.ts'
import { dateTime, mediumDate } from '#platform/ui/french.ts'
import { copyableValue } from '#platform/ui/islands.ts'
import { table } from '#platform/ui/table.ts'
import { addDays, territory, todayThere } from '#territory'
import { isStopped, type MadeKey } from './keys.ts'
import type { ExchangeKey } from './queries.ts'

export const keyFields = {
  name: field({
    label: 'Nom de l’application',
    hint: 'Celle qui tient la clé\u00a0: Billetterie, Borne d’accueil. Les histoires disent que c’est elle qui a agi.',
    control: 'line',
    type: lineOf(60).refine((text) => text.length > 1, 'Écrivez le nom de l’application.'),
  }),
  scopes: field({ label: 'Ce qu’elle permet', control: { several: [] }, type: several }),
  ends: field({
    label: 'Dernier jour',
    hint: 'Deux ans au plus. Remplacez la clé avant ce jour.',
    control: 'day',
    medium: true,
    type: day,
  }),
}

/** What that form shows first, for owners of that kind. */
export async function keyChoices(tx: Read, scopes: readonly Scope[], kind: string) {
  const offered = scopes.filter(({ owner }) => owner === kind)
  return {
    typed: { ends: addDays(await todayThere(tx), 365) },
    choices: { scopes: offered.map(({ id, title }): Choice => [id, title, id]) },
  }
}

function state(key: ExchangeKey, now: Date, today: string, zone: string): Html {
  if (isStopped(key, now)) return tag('idle', 'Retirée')
  if (key.endsOn < today) return tag('idle', 'Terminée')
  if (key.stopsAt !== null) return tag('warn', `Remplacée, ouvre jusqu’au ${dateTime(key.stopsAt, zone)}`)
  return tag('good', 'En service')
}

/** What a key may be asked, in French: whoever keeps keys is seldom who writes programs. */
const allowed = ({ scopes }: ExchangeKey, all: readonly Scope[]): string =>
  scopes.map((id) => all.find((scope) => scope.id === id)?.title ?? id).join('\u00a0; ')

/** @param at where the page of each stands; nothing for whoever changes none */
export async function keysTable(
  tx: Read,
  keys: readonly ExchangeKey[],
  { at, scopes }: { at: string | null; scopes: readonly Scope[] },
): Promise<Html> {
  const [{ zone }, today] = [await territory(tx), await todayThere(tx)]
  const rows = keys.map((key) => [
    at === null || isStopped(key, tx.now) ? key.name : html`<a href="${at}/${key.prefix}">${key.name}</a>`,
    html`<code>${key.prefix}…</code>`,
    allowed(key, scopes),
    key.lastUsedOn === null ? 'Jamais' : mediumDate(key.lastUsedOn),
    mediumDate(key.endsOn),
    state(key, tx.now, today, zone),
  ])
  const columns = ['Application', 'Clé', 'Ce qu’elle permet', 'Dernier appel', 'Dernier jour', 'État']
  return table({
    caption: 'Liste des clés',
    captionHidden: true,
    columns: columns.map((label) => ({ label })),
    rows,
  })
}

/** The key, once. */
export const madeKey = ({ key }: Pick<MadeKey, 'key'>, publicUrl: string): Html =>
  html`${notice('warn', 'Copiez la clé maintenant\u00a0: elle n’est montrée qu’une fois, et n’est gardée nulle part en clair.')}
    ${facts([
      ['Adresse', copyableValue(new URL('/api/v1', publicUrl).href)],
      ['Clé', copyableValue(key)],
      ['En-tête de chaque appel', html`<code>Authorization: Bearer …</code>`],
    ])}<p><a href="/api">Ce que les programmes peuvent demander</a></p>`

/** One key, as its page tells it. */
export const keyFacts = (key: ExchangeKey, scopes: readonly Scope[]): Html =>
  facts([
    ['Clé', html`<code>${key.prefix}…</code>`],
    ['Ce qu’elle permet', allowed(key, scopes)],
    ['Portées, pour le programme', html`<code>${key.scopes.join(' ')}</code>`],
    ['Appels par minute au plus', String(key.mostCalls)],
    ['Dernier appel', key.lastUsedOn === null ? 'Jamais' : mediumDate(key.lastUsedOn)],
    ['Dernier jour', mediumDate(key.endsOn)],
  ])
