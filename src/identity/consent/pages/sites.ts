// « Sites connectés »: who receives what, since when, and how to take it back; then everything that was ever answered.
import { of, thing } from '#platform/french/noun.ts'
import { accountMain } from '#people'
import { type Html, html } from '#platform/html.ts'
import { ownPage } from '#platform/http/own-page.ts'
import type { Context } from '#platform/http/route.ts'
import { buttonForm } from '#platform/ui/button.ts'
import { card, facts, section } from '#platform/ui/content.ts'
import { emptyState } from '#platform/ui/feedback.ts'
import { listSentence, longDate } from '#platform/ui/french.ts'
import { table } from '#platform/ui/table.ts'
import type { Consent, Entry, EntryKind } from '../../store/queries.consent.ts'
import { labelOf } from '../../store/values.ts'

interface SiteName {
  name: string
  authorityName: string
}

export interface SitesView {
  consents: readonly Consent[]
  entries: readonly Entry[]
  names: ReadonlyMap<string, SiteName>
  zone: string
}

const KINDS: Record<EntryKind, string> = {
  information: 'Transmis, car indispensable',
  consent: 'Vous avez accepté',
  refusal: 'Vous avez refusé',
  withdrawal: 'Vous avez tout retiré',
  expiry: 'Effacé, un an sans visite',
}

// `sub` stands for the identifier alone.
const wordsOf = (ids: readonly string[]): string =>
  listSentence(ids.filter((id) => id !== 'sub').map(labelOf)) || 'l’identifiant propre au site'

function site(ctx: Context, { names, zone }: SitesView, consent: Consent): Html {
  const { name, authorityName } = names.get(consent.clientId) ?? { name: 'Site supprimé', authorityName: '' }
  const body = html`${facts([
    ['Collectivité', authorityName],
    ['Ce qu’il reçoit', wordsOf(consent.granted)],
    ['Ce que vous lui refusez', consent.refused.length > 0 && wordsOf(consent.refused)],
    ['Depuis le', longDate(consent.givenAt, zone)],
    ['Dernière visite', longDate(consent.lastUsedAt, zone)],
  ])}${buttonForm('Retirer l’accès', `/compte/sites/${consent.clientId}/retrait`, ctx.csrf, { kind: 'quiet', more: of(thing(name, 'site')) })}`
  return card(name, body, { id: `site-${consent.clientId}` })
}

function history({ entries, names, zone }: SitesView): Html | null {
  if (entries.length === 0) return null
  const rows = entries.map((entry) => [
    longDate(entry.at, zone),
    names.get(entry.clientId)?.name ?? 'Site supprimé',
    KINDS[entry.kind],
    wordsOf(entry.valueIds),
  ])
  return section(
    'Historique',
    table({
      caption: 'Vos réponses aux sites, les plus récentes d’abord',
      captionHidden: true,
      columns: [{ label: 'Le' }, { label: 'Site' }, { label: 'Réponse' }, { label: 'Informations' }],
      rows,
    }),
  )
}

export function sitesPage(ctx: Context, view: SitesView): Html {
  const title = 'Sites connectés'
  const list =
    view.consents.length > 0
      ? html`<div class="cards">${view.consents.map((consent) => site(ctx, view, consent))}</div>`
      : emptyState(
          'Aucun site ne lit votre compte',
          'Ceux où vous vous connecterez avec votre compte s’afficheront ici.',
        )
  const body = html`<h1>${title}</h1>
    <p class="lead">Ces sites vous reconnaissent grâce à votre compte. Chacun vous connaît par un identifiant différent&nbsp;: ils ne peuvent pas rapprocher leurs fichiers. Retirer l’accès a effet tout de suite.</p>
    ${list}${history(view)}`
  const main = accountMain(ctx, '/compte/sites', body, { wide: true })
  return ownPage(ctx, { title, main })
}
