// The settings of one place: what each says, and whom it comes from.
import { type Html, html } from '#platform/html.ts'
import { panel } from '#platform/ui/desk.ts'
import { tag } from '#platform/ui/feedback.ts'
import { filters } from '#platform/ui/filters.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { table } from '#platform/ui/table.ts'
import { type choicesOf, type Place, placeName } from '../scope.ts'

export interface SettingLine {
  href: string
  label: string
  hint: string
  /** What is in force; '' when nothing is said. */
  shown: string
  origin: { isOwn: boolean; text: string }
}

export interface SettingsView {
  where: Place
  choices: ReturnType<typeof choicesOf>
  asked: string
  lines: readonly SettingLine[]
}

export const CURRENT = '/administration/reglages'

/** A long text is read whole on its own page. */
function beginningOf(shown: string): string {
  const [first = '', ...more] = shown.split(/\n\s*\n/)
  return more.length === 0 ? first : `${first}\u00a0…`
}

function row({ href, label, hint, shown, origin }: SettingLine) {
  return [
    html`<a href="${href}">${label}</a><br><span class="meta">${hint}</span>`,
    shown === ''
      ? html`<span class="soft">Rien</span>`
      : html`<span class="typed">${beginningOf(shown)}</span>`,
    tag(origin.isOwn ? 'good' : 'idle', origin.text),
  ]
}

/** GET /administration/reglages */
export function settingsPage(frame: AgentFrame, { where, choices, asked, lines }: SettingsView): Html {
  const bar = filters({
    action: CURRENT,
    label: 'Chercher un réglage',
    filters: [
      { kind: 'text', name: 'q', label: 'Réglage', value: asked, placeholder: 'accusé, avis…' },
      ...(choices.authorities.length < 2
        ? []
        : [
            {
              kind: 'list' as const,
              name: 'collectivite',
              label: 'Collectivité',
              value: choices.authority,
              all: choices.authorities[0]?.label ?? '',
              options: choices.authorities.slice(1),
            },
          ]),
      {
        kind: 'list',
        name: 'pour',
        label: 'Pour',
        value: choices.pour,
        all: 'Toute la collectivité',
        options: choices.narrower,
      },
    ],
  })
  const list =
    lines.length === 0
      ? html`<p class="inside">Aucun réglage ne correspond.</p>`
      : table({
          caption: 'Réglages',
          captionHidden: true,
          columns: [{ label: 'Réglage' }, { label: 'En vigueur' }, { label: 'D’où il vient' }],
          rows: lines.map(row),
        })
  const main = html`<div class="stack"><h1>Réglages <span class="soft">${placeName(where.scope, where)}</span></h1>
    ${panel('Ce que la collectivité choisit', html`${bar}${list}`)}</div>`
  return agentPage(frame, { title: 'Réglages', main, current: CURRENT })
}
