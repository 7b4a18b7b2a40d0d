// Which service somebody asks for, and how they came.
import { attrs, html, type Html } from '#platform/html.ts'
import { button } from '#platform/ui/button.ts'
import { fold, linkList, section } from '#platform/ui/content.ts'
import { emptyState } from '#platform/ui/feedback.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { tabs } from '#platform/ui/navigation.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import type { LiveService, Theme } from '#services'
import type { BegunLine } from '../../write/begun.ts'
import { ENTRY_CHANNELS } from '../enter.ts'
import { CHANNEL_LABELS } from '../../record/words.ts'
import type { Channel } from '../../record/channel.ts'
import { begunList } from '../../write/pages/begun.ts'

/** How many stand above the themes. */
const MOST_OFTEN = 8

export interface ChooseView {
  words: string
  channel: Channel
  services: readonly LiveService[]
  themes: readonly Theme[]
  /** Calls begun and not recorded. */
  begun: readonly BegunLine[]
}

function list(services: readonly LiveService[], channel: Channel): Html {
  return linkList(
    services.map(({ slug, definition }) => ({
      href: `/agents/saisir/${slug}?canal=${channel}`,
      label: definition.title,
    })),
  )
}

function byTheme({ services, themes, channel }: ChooseView): Html[] {
  return themes.flatMap((theme) => {
    const own = services.filter((item) => item.definition.theme === theme.slug)
    return own.length > 0 ? [fold(`${theme.title} (${own.length})`, list(own, channel))] : []
  })
}

/** What is asked for most, at once within reach. */
function often({ services, channel }: ChooseView): Html | null {
  const most = services
    .filter(({ definition }) => definition.often !== undefined)
    .toSorted((a, b) => (b.definition.often ?? 0) - (a.definition.often ?? 0))
    .slice(0, MOST_OFTEN)
  return most.length === 0 ? null : section('Les plus demandées', list(most, channel), { small: true })
}

/** GET /agents/saisir */
export function choosePage(frame: AgentFrame, view: ChooseView): Html {
  const { words, channel, services } = view
  const channels = ENTRY_CHANNELS.map((id) => ({
    label: CHANNEL_LABELS[id],
    href: `/agents/saisir?${new URLSearchParams({ canal: id, ...(words === '' ? {} : { q: words }) })}`,
    current: id === channel,
  }))
  const found =
    words === ''
      ? html`<div class="stack">${often(view)}${section('Toutes les démarches', html`<div class="stack tight">${byTheme(view)}</div>`, { small: true })}</div>`
      : services.length > 0
        ? list(services, channel)
        : emptyState(
            'Aucune démarche ne correspond',
            'Essayez avec les mots de la personne\u00a0: «\u00a0trou\u00a0», «\u00a0poubelle\u00a0», «\u00a0crèche\u00a0».',
            { href: `/agents/saisir?canal=${channel}`, label: 'Voir toutes les démarches' },
          )
  const main = html`<div class="stack desk-form"><h1>Saisir une demande</h1>${begunList(view.begun)}
    <div class="stack tight"><p>La personne vous joint par&nbsp;:</p>${tabs('Canal', channels)}</div>
    <section class="panel" aria-label="Choisir la démarche"><div class="inside stack">${searchForm(words, channel)}${found}</div></section></div>`
  return agentPage(frame, { title: 'Saisir une demande', main, current: '/agents/saisir' })
}

function searchForm(words: string, channel: Channel): Html {
  const given = attrs({
    class: 'input',
    type: 'search',
    id: 'demarche',
    name: 'q',
    value: words,
    placeholder: 'Trou, bac, acte…',
    autocomplete: 'off',
    autofocus: words === '',
    maxlength: 200,
  })
  return html`<form class="stack tight" role="search" aria-label="Chercher une démarche" action="/agents/saisir"><input type="hidden" name="canal" value="${channel}"><label class="hint" for="demarche">Que demande la personne&nbsp;?</label><search-suggestions data-url="/agents/saisir/propositions?canal=${channel}"><div class="joined"><input ${given}>${button('Chercher', { kind: 'quiet' })}</div></search-suggestions></form>`
}
