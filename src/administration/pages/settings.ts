// The settings of one place: what each says, and whom it comes from.
import { type Html, html } from '#platform/html.ts'
import { panel } from '#platform/ui/desk.ts'
import { filters } from '#platform/ui/filters.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { table } from '#platform/ui/table.ts'
import { beginningOf, originCell, type Said } from '#settings'
import { type choicesOf, type Place, placeName, scopeQuery } from '../scope.ts'

export interface SettingsView {
  where: Place
  choices: ReturnType<typeof choicesOf>
  asked: string
  lines: readonly Said[]
}

export const CURRENT = '/administration/reglages'

function row(said: Said, where: Place) {
  const {
    setting: { key, label, hint },
    shown,
  } = said
  return [
    html`<a href="${CURRENT}/${key}${scopeQuery(where)}">${label}</a><br><span class="meta">${hint}</span>`,
    shown === ''
      ? html`<span class="soft">Rien</span>`
      : html`<span class="typed">${beginningOf(shown)}</span>`,
    originCell(said),
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
        all: choices.first,
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
          rows: lines.map((line) => row(line, where)),
        })
  const main = html`<div class="stack"><h1>Réglages <span class="soft">${placeName(where.scope, where)}</span></h1>
    ${panel(where.scope.unitId === null ? 'Ce que la collectivité choisit' : 'Ce que l’unité choisit', html`${bar}${list}`)}</div>`
  return agentPage(frame, { title: 'Réglages', main, current: CURRENT })
}
